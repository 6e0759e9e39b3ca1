package io.github.vertxwpd.fleet.credentials;

/** A fleet's files cannot be made, or be used. Its message is one line that says what to do. */
public final class FleetFilesException extends Exception {
  private static final long serialVersionUID = 1L;

  FleetFilesException(String message) {
    super(message);
  }

  FleetFilesException(String message, Throwable cause) {
    super(message, cause);
  }
}
