package io.github.vertxwpd.connector.wpd;

import io.github.vertxwpd.connector.NativeCallException;

/** One way to call a connector. All of it on one thread. */
interface NativeCalls {
  /** Returns what it is called in the results. */
  String name();

  /** Makes both calls, which leave the count as it was. */
  void addRefAndRelease();

  /** Reads the device's id, and frees what the server has allocated for it. */
  String pnpId() throws NativeCallException;
}
