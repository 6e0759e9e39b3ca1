package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the addresses by which native code calls Java. A native thread that comes is a thread of
 * Java for as long as its call takes.
 *
 * <p>It could stay one, which costs less. But then JNA detaches it when it ends, within {@code
 * DllMain}, which holds the lock of Windows' loader; and a Java thread that is started at that
 * moment holds the lock of Java's threads. Each waits for the other, and the process for both, for
 * ever (<a href="https://github.com/java-native-access/jna/issues/1479">JNA issue 1479</a>). To
 * detach it in a callback of {@code FlsAlloc} instead hangs as well under Wine, which holds a lock
 * of its own then.
 *
 * <p>No {@code CallbackThreadInitializer} names the thread or makes it a daemon: JNA would attach
 * and detach it once more for each call, only to ask for that. Java ends after the call at worst.
 */
final class Trampolines {
  /** What native code may call. Nothing may be thrown by it: JNA would turn it into success. */
  interface Target extends Callback {}

  private static final Logger LOG = LoggerFactory.getLogger(Trampolines.class);

  static {
    Callback.UncaughtExceptionHandler others = Native.getCallbackExceptionHandler();
    Native.setCallbackExceptionHandler(
        (callback, thrown) -> {
          if (callback instanceof Target) {
            LOG.error("A native callback could not be run", thrown);
          } else {
            others.uncaughtException(callback, thrown);
          }
        });
  }

  private Trampolines() {}

  /**
   * Makes an address.
   *
   * @param target what is called there; the address is good only as long as it is reachable
   */
  static Pointer make(Target target) {
    return CallbackReference.getFunctionPointer(target);
  }
}
