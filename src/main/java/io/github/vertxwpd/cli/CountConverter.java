package io.github.vertxwpd.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many: one or more. */
final class CountConverter implements ITypeConverter<Long> {
  private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,17}");

  @Override
  public Long convert(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new TypeConversionException("\"" + text + "\" is no number from 1 on");
    }
    return Long.valueOf(text);
  }
}
