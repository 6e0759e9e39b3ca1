package io.github.vertxwpd.fleet;

import io.github.vertxwpd.model.WireName;
import java.time.Duration;

/** Whether a gateway was heard of lately. */
public enum Liveness implements WireName {
  /** It was. */
  UP("up"),
  /** Not for some time: it is asked nothing, but it may be there. */
  SUSPECTED("suspected"),
  /** Not for long, or it said goodbye: what it has is stale. */
  LOST("lost");

  /** After this time without a word it is suspected: it missed an announcement. */
  static final Duration SUSPECTED_AFTER = Duration.ofSeconds(15);

  /** After this time without a word it is lost. */
  static final Duration LOST_AFTER = Duration.ofSeconds(45);

  private final String wireName;

  Liveness(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /** Returns how a gateway is that was silent for some milliseconds. */
  static Liveness after(long silentMs) {
    if (silentMs >= LOST_AFTER.toMillis()) {
      return LOST;
    }
    return silentMs >= SUSPECTED_AFTER.toMillis() ? SUSPECTED : UP;
  }
}
