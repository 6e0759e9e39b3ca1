package io.github.vertxwpd.model;

import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** UUIDs of version 7 (RFC 9562, section 5.7): a millisecond clock, then random bits. */
public final class TimeOrderedUuid {
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000000000000000L;

  private TimeOrderedUuid() {}

  /**
   * Makes an id.
   *
   * @param clock gives the milliseconds
   * @param random gives the rest
   */
  public static String next(Clock clock, RandomGenerator random) {
    long high = (clock.millis() << 16) | VERSION_7 | (random.nextLong() & 0xFFFL);
    long low = VARIANT | (random.nextLong() >>> 2);
    return new UUID(high, low).toString();
  }
}
