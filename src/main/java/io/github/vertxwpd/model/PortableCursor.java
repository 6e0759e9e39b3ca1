package io.github.vertxwpd.model;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A place in the streams of several gateways, which any node can read.
 *
 * @param positions the position in each gateway's stream, by gateway id
 */
public record PortableCursor(Map<String, StreamPosition> positions) {
  /** The longest portable cursor that is read, in characters. */
  public static final int MAX_LENGTH = 8192;

  public PortableCursor {
    positions = Map.copyOf(positions);
  }

  /** Makes the cursor of one gateway's stream. */
  public static PortableCursor of(String gateway, StreamPosition position) {
    return new PortableCursor(Map.of(gateway, position));
  }

  /** Returns the opaque text that clients are given. */
  public String encode() {
    String plain =
        new TreeMap<>(positions)
            .entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue().toCursor())
                .collect(Collectors.joining(","));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a portable cursor.
   *
   * @param text what a client sent
   * @return the cursor, or empty where the text is none that {@link #encode()} could have made
   */
  public static Optional<PortableCursor> parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Map<String, StreamPosition> positions = new TreeMap<>();
    for (String entry : decode(text).split(",", -1)) {
      int equals = entry.indexOf('=');
      Optional<StreamPosition> position =
          equals < 1 ? Optional.empty() : StreamPosition.parse(entry.substring(equals + 1));
      if (position.isEmpty() || positions.put(entry.substring(0, equals), position.get()) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new PortableCursor(positions)).filter(read -> read.encode().equals(text));
  }

  private static String decode(String text) {
    try {
      return Buffer.buffer(Base64.getUrlDecoder().decode(text)).toString(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
