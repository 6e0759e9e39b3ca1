package io.github.vertxwpd.web;

/** A text is no JSON, or none that is taken. Its message is said of the text: "is not JSON". */
final class InvalidJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidJsonException(String what) {
    super(what);
  }
}
