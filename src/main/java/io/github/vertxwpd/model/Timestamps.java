package io.github.vertxwpd.model;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The one way a time is written in JSON: RFC 3339, UTC, always three decimals. */
public final class Timestamps {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Timestamps() {}

  /** Writes a time. */
  public static String format(Instant instant) {
    return FORMAT.format(instant);
  }
}
