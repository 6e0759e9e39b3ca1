package io.github.vertxwpd.model;

/** Whether what is known of a link is current. It says nothing about the link itself. */
public enum Freshness implements WireName {
  /** The owning gateway is up and observes the link. */
  LIVE("live"),
  /** The owning gateway is lost: the link is shown as it was last seen. */
  STALE("stale");

  private final String wireName;

  Freshness(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
