package io.github.vertxwpd.model;

/** What an operation asks of the link between a gateway and a device. */
public enum Verb implements WireName {
  /** Bring the link up. */
  CONNECT("connect", LinkState.CONNECTED, LinkState.CONNECTING),
  /** Take the link down, with the device's WPD driver stack. */
  DISCONNECT("disconnect", LinkState.DISCONNECTED, LinkState.DISCONNECTING);

  private final String wireName;
  private final LinkState goal;
  private final LinkState transition;

  Verb(String wireName, LinkState goal, LinkState transition) {
    this.wireName = wireName;
    this.goal = goal;
    this.transition = transition;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /** Returns the link state that this verb wants to see. */
  public LinkState goal() {
    return goal;
  }

  /** Returns the link state that is shown while an operation of this verb runs. */
  public LinkState transition() {
    return transition;
  }
}
