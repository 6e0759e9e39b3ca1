package io.github.vertxwpd.cli;

import java.util.OptionalInt;

/** The connection to a gateway is no more. */
final class ConnectionLost extends Exception {
  private static final long serialVersionUID = 1L;

  /** The contract's close codes from here to {@value #LAST_FINAL} ask a client not to come back. */
  private static final int FIRST_FINAL = 4500;

  private static final int LAST_FINAL = 4599;

  private final transient OptionalInt closeCode;

  private ConnectionLost(String message, OptionalInt closeCode) {
    super(message);
    this.closeCode = closeCode;
  }

  /** Makes the loss of a connection that broke. */
  static ConnectionLost broken(String message) {
    return new ConnectionLost(message, OptionalInt.empty());
  }

  /** Makes the loss of a connection that the gateway closed. */
  static ConnectionLost closed(int code, String reason) {
    String words = reason.isEmpty() ? "" : ": " + PlainText.of(reason);
    return new ConnectionLost(
        "the gateway closed the connection (" + code + words + ")", OptionalInt.of(code));
  }

  /** Returns whether the gateway asked not to come back. */
  boolean isFinal() {
    int code = closeCode.orElse(0);
    return code >= FIRST_FINAL && code <= LAST_FINAL;
  }
}
