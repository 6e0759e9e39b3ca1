package io.github.vertxwpd.connector;

/**
 * Told when Windows completes a request.
 *
 * <p>It is called on an arbitrary thread: a native one, or the apartment's own before {@link
 * Connector#submit} has returned. It may be called never, once, or more than once; also after the
 * request was cancelled or the connector closed. It must return at once, throw nothing, and call
 * nothing of the connector.
 */
@FunctionalInterface
public interface CompletionListener {
  /**
   * Takes a completion.
   *
   * @param completion what was reported
   */
  void completed(Completion completion);
}
