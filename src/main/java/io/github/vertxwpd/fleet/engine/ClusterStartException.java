package io.github.vertxwpd.fleet.engine;

/** A node cannot be one of its fleet. Its message is one line that says which key to set. */
public final class ClusterStartException extends Exception {
  private static final long serialVersionUID = 1L;

  ClusterStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
