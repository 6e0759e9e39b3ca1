package io.github.vertxwpd.model;

/** What somebody may do; each role may do what the ones before it may. */
public enum Role implements WireName {
  /** Sees devices, operations, gateways and events. */
  VIEWER("viewer"),
  /** Commands devices too. */
  OPERATOR("operator"),
  /** Changes how the gateway runs too. */
  ADMIN("admin");

  private final String wireName;

  Role(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /** Returns whether who has this role may do what {@code needed} is needed for. */
  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }
}
