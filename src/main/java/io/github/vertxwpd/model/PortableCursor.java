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
 * @param whole whether it names every gateway of which the client knows something, so that one
 *     which is not named is news to it; an operation's cursor names one gateway and says nothing of
 *     the others
 */
public record PortableCursor(Map<String, StreamPosition> positions, boolean whole) {
  /** Begins the text of a cursor that is whole; no gateway's id begins so. */
  private static final String WHOLE = "*,";

  /** The longest portable cursor that is read, in characters. */
  public static final int MAX_LENGTH = 8192;

  public PortableCursor {
    positions = Map.copyOf(positions);
  }

  /** Makes a cursor that says nothing of the gateways which it does not name. */
  public PortableCursor(Map<String, StreamPosition> positions) {
    this(positions, false);
  }

  /** Makes the cursor of one gateway's stream. */
  public static PortableCursor of(String gateway, StreamPosition position) {
    return new PortableCursor(Map.of(gateway, position));
  }

  /** Returns whether its text is one that is read. */
  public boolean isShortEnough() {
    return encode().length() <= MAX_LENGTH;
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
        .encodeToString((whole ? WHOLE + plain : plain).getBytes(StandardCharsets.UTF_8));
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
    String plain = decode(text);
    boolean whole = plain.startsWith(WHOLE);
    for (String entry : plain.substring(whole ? WHOLE.length() : 0).split(",", -1)) {
      int equals = entry.indexOf('=');
      Optional<StreamPosition> position =
          equals < 1 ? Optional.empty() : StreamPosition.parse(entry.substring(equals + 1));
      if (position.isEmpty() || positions.put(entry.substring(0, equals), position.get()) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new PortableCursor(positions, whole))
        .filter(read -> read.encode().equals(text));
  }

  private static String decode(String text) {
    try {
      return Buffer.buffer(Base64.getUrlDecoder().decode(text)).toString(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
