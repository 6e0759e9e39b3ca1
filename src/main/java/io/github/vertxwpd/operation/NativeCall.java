package io.github.vertxwpd.operation;

import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.NativeCallException;

/**
 * Something to be done with the open connector, on the apartment's thread.
 *
 * @param <T> what it brings
 */
@FunctionalInterface
interface NativeCall<T> {
  /**
   * Does it.
   *
   * @param connector the open connector
   * @return what it brings
   * @throws NativeCallException where a native call failed
   */
  T on(Connector connector) throws NativeCallException;
}
