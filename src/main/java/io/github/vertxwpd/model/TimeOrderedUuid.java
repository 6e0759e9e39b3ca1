package io.github.vertxwpd.model;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** UUIDs of version 7 (RFC 9562, section 5.7): a millisecond clock, then random bits. */
public final class TimeOrderedUuid {
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000000000000000L;

  private TimeOrderedUuid() {}

  /**
   * Makes an id.
   *
   * @param instant gives the milliseconds; the rest is random
   */
  public static String at(Instant instant) {
    RandomGenerator random = ThreadLocalRandom.current();
    long high = (instant.toEpochMilli() << 16) | VERSION_7 | (random.nextLong() & 0xFFFL);
    long low = VARIANT | (random.nextLong() >>> 2);
    return new UUID(high, low).toString();
  }
}
