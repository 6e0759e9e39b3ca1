package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.NearestName;
import io.github.vertxwpd.model.Role;
import io.github.vertxwpd.model.WireName;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a role by its name in the contract. */
final class RoleConverter implements ITypeConverter<Role> {
  @Override
  public Role convert(String text) {
    return WireName.find(Role.class, text)
        .orElseThrow(() -> new TypeConversionException(unknown(text)));
  }

  private static String unknown(String text) {
    List<String> known = Stream.of(Role.values()).map(Role::wireName).toList();
    return NearestName.unknown("role", text, known);
  }
}
