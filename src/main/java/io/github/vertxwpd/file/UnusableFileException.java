package io.github.vertxwpd.file;

/**
 * A file is missing, cannot be read or written, or is none of its kind. Its message names the file
 * and says what to do.
 */
public final class UnusableFileException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes one that says what is wrong, and what to do. */
  public UnusableFileException(String message) {
    super(message);
  }

  /** As above, of another failure. */
  public UnusableFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
