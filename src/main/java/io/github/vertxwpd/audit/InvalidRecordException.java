package io.github.vertxwpd.audit;

/** A line is not the record that should be there; the message is what follows "this line". */
final class InvalidRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidRecordException(String message) {
    super(message);
  }
}
