package io.github.vertxwpd.stream;

/**
 * The journal cannot be written or opened: the disk is full, the file is locked, or from a newer
 * version.
 */
public final class JournalUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Describes why.
   *
   * @param message what is wrong, and what to do
   */
  public JournalUnavailableException(String message) {
    super(message);
  }

  /**
   * Describes why.
   *
   * @param message what is wrong, and what to do
   * @param cause what the store said
   */
  public JournalUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
