package io.github.vertxwpd.connector.wpd;

import io.github.vertxwpd.connector.NativeCallException;

/** One way to ask for a disconnection. All of it on one thread. */
interface NativeRequests {
  /** Returns what it is called in the results. */
  String name();

  /**
   * Queues a request, with a callback object of its own.
   *
   * @param completed run on the thread that brings the completion
   * @return what is to be done once it is completed, and not on that thread
   */
  Runnable disconnect(Runnable completed) throws NativeCallException;
}
