package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.NearestName;
import io.github.vertxwpd.operation.RequestSchema;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a type of events: {@code operation.completed}, or its whole name {@code
 * wpd.operation.completed.v1}, which it gives.
 */
final class EventTypeConverter implements ITypeConverter<String>, Iterable<String> {
  @Override
  public String convert(String text) {
    String name = shortName(text);
    return wholeNames().stream()
        .filter(whole -> shortName(whole).equals(name))
        .findFirst()
        .orElseThrow(
            () -> new TypeConversionException(NearestName.unknown("type", name, shortNames())));
  }

  @Override
  public Iterator<String> iterator() {
    return shortNames().iterator();
  }

  /** Leaves out of a type what all types have in common. */
  static String shortName(String type) {
    return type.replaceFirst("^wpd\\.", "").replaceFirst("\\.v1$", "");
  }

  private static List<String> shortNames() {
    return wholeNames().stream().map(EventTypeConverter::shortName).toList();
  }

  /** The schema of events has the list. */
  private static List<String> wholeNames() {
    return new RequestSchema("cloud-event")
        .schema().getJsonObject("properties").getJsonObject("type").getJsonArray("enum").stream()
            .map(String.class::cast)
            .toList();
  }
}
