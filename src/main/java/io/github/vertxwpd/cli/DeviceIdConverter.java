package io.github.vertxwpd.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the id of a device, where neither a PnP id nor an alias will do. */
final class DeviceIdConverter implements ITypeConverter<String> {
  private static final Pattern FORM = Pattern.compile("bt-[0-9a-f]{12}|pnp-[0-9a-f]{16}");

  @Override
  public String convert(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new TypeConversionException(
          "\"" + text + "\" is no device's id such as bt-a0b1c2d3e4f5; `devices` lists them");
    }
    return text;
  }
}
