package io.github.vertxwpd.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many items a gateway is to list at most. */
final class LimitConverter implements ITypeConverter<Integer> {
  /** As many as a gateway lists at once. */
  static final int MAX = 1000;

  private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,2}|" + MAX);

  @Override
  public Integer convert(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new TypeConversionException("\"" + text + "\" is no number from 1 to " + MAX);
    }
    return Integer.valueOf(text);
  }
}
