package io.github.vertxwpd.audit;

/** A chain does not hold. */
final class BrokenChainException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ChainLine place;

  /**
   * Says where and why.
   *
   * @param place the line
   * @param message what follows "this line"
   */
  BrokenChainException(ChainLine place, String message) {
    super(message);
    this.place = place;
  }

  ChainLine place() {
    return place;
  }
}
