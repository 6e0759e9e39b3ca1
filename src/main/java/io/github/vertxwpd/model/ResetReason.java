package io.github.vertxwpd.model;

/** Why a subscriber's position cannot be continued from. */
public enum ResetReason implements WireName {
  /** Events after the position are no longer kept. */
  RETENTION("retention"),
  /** The position is of another journal. */
  EPOCH("epoch"),
  /** The subscriber was too slow. */
  LAGGED("lagged");

  private final String wireName;

  ResetReason(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
