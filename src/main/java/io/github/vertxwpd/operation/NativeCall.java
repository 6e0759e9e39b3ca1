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

  /** Returns what it does, for those who count. */
  default CallName name() {
    return CallName.OTHER;
  }

  /** Names a call. */
  static <T> NativeCall<T> named(CallName name, NativeCall<T> call) {
    return new Named<>(name, call);
  }

  /**
   * A call with its name.
   *
   * @param name what it does
   * @param call does it
   */
  record Named<T>(CallName name, NativeCall<T> call) implements NativeCall<T> {
    @Override
    public T on(Connector connector) throws NativeCallException {
      return call.on(connector);
    }
  }
}
