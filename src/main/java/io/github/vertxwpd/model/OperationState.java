package io.github.vertxwpd.model;

/** How far an operation has come. */
public enum OperationState implements WireName {
  /** Taken in; the native call has not returned yet. */
  ACCEPTED("accepted"),
  /** The native call returned {@code S_OK}: Windows has queued the request. */
  PENDING("pending"),
  /** Over, with an {@link Outcome}. */
  ENDED("ended"),
  /** Its gateway is lost; what other nodes show until that gateway's journal says how it ended. */
  PRESUMED_LOST("presumed-lost");

  private final String wireName;

  OperationState(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
