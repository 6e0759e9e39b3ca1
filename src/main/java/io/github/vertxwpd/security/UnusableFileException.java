package io.github.vertxwpd.security;

/**
 * A file is missing, cannot be read or written, or is none of its kind. Its message names the file
 * and says what to do.
 */
public final class UnusableFileException extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableFileException(String message) {
    super(message);
  }

  UnusableFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
