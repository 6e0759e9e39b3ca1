package io.github.vertxwpd.model;

/** How an operation ended. Every accepted operation gets exactly one. */
public enum Outcome implements WireName {
  /** The callback reported success, or the link was already where it should go. */
  SUCCEEDED("succeeded"),
  /** The native call or the callback reported a failing HRESULT. */
  FAILED("failed"),
  /** It was cancelled, and Windows confirmed that. */
  CANCELLED("cancelled"),
  /** No callback came within {@code timeoutMs}. */
  TIMED_OUT("timed-out"),
  /** It had not started within {@code expiresInMs}; nothing was done. */
  EXPIRED("expired"),
  /** The gateway died while it ran, and the goal was not observed afterwards. */
  LOST("lost");

  private final String wireName;

  Outcome(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
