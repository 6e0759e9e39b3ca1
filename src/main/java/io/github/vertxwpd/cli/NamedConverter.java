package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.NearestName;
import io.github.vertxwpd.model.WireName;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a constant by its name in the contract, and lists the names for a shell to complete. */
abstract class NamedConverter<E extends Enum<E> & WireName>
    implements ITypeConverter<E>, Iterable<String> {
  private final Class<E> type;
  private final String kind;

  /**
   * Makes a converter.
   *
   * @param type the constants
   * @param kind what a constant is called where one is not known
   */
  NamedConverter(Class<E> type, String kind) {
    this.type = type;
    this.kind = kind;
  }

  @Override
  public final E convert(String text) {
    return WireName.find(type, text)
        .orElseThrow(() -> new TypeConversionException(NearestName.unknown(kind, text, names())));
  }

  @Override
  public final Iterator<String> iterator() {
    return names().iterator();
  }

  private List<String> names() {
    return Stream.of(type.getEnumConstants()).map(WireName::wireName).toList();
  }
}
