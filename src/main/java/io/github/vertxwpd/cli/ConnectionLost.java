package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.ProblemCode;
import java.util.OptionalInt;

/** The connection to a gateway is no more. */
final class ConnectionLost extends Exception {
  private static final long serialVersionUID = 1L;

  /** The contract's close codes from here to {@value #LAST_FINAL} ask a client not to come back. */
  private static final int FIRST_FINAL = 4500;

  private static final int LAST_FINAL = 4599;

  private static final int UNAUTHENTICATED = 4501;
  private static final int FORBIDDEN = 4503;
  private static final int TOO_MANY_CONNECTIONS = 4504;

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

  /** Returns the failure of a command that cannot go on without the connection. */
  CommandFailure failure() {
    ProblemCode code =
        switch (closeCode.orElse(0)) {
          case UNAUTHENTICATED -> ProblemCode.UNAUTHENTICATED;
          case FORBIDDEN -> ProblemCode.FORBIDDEN;
          case TOO_MANY_CONNECTIONS -> ProblemCode.RATE_LIMITED;
          default -> ProblemCode.MALFORMED;
        };
    CommandFailure failure = new CommandFailure(ExitCode.FAILED, code, getMessage());
    return code == ProblemCode.UNAUTHENTICATED
        ? failure.withHint(CommandFailure.TOKEN_HINT)
        : failure;
  }

  /** Returns whether the gateway asked not to come back. */
  boolean isFinal() {
    int code = closeCode.orElse(0);
    return code >= FIRST_FINAL && code <= LAST_FINAL;
  }
}
