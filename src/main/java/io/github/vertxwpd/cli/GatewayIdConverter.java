package io.github.vertxwpd.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the id of a gateway. */
final class GatewayIdConverter implements ITypeConverter<String> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  @Override
  public String convert(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new TypeConversionException(
          "\""
              + text
              + "\" is no gateway's id: up to 63 of a-z, 0-9, '.', '_' and '-', the first a letter"
              + " or a digit; `gateways` lists them");
    }
    return text;
  }
}
