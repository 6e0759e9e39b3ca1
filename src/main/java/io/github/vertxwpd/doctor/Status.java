package io.github.vertxwpd.doctor;

import io.github.vertxwpd.model.WireName;

/** How a finding is, from the best to the worst. */
public enum Status implements WireName {
  /** It was not looked at. */
  SKIP("skip"),
  /** It is as it should be. */
  OK("ok"),
  /** A gateway runs, and something will go wrong, or may. */
  WARN("warn"),
  /** A gateway does not start, or reaches no device. */
  ERROR("error");

  private final String wireName;

  Status(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
