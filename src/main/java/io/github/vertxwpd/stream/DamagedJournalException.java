package io.github.vertxwpd.stream;

/** The file cannot be read as a journal, and never will be. */
final class DamagedJournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DamagedJournalException(String message) {
    super(message);
  }

  DamagedJournalException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
