package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the addresses by which native code calls Java. A native thread that comes is a daemon
 * thread of Java for as long as its call takes.
 *
 * <p>It could stay one, which costs less. But then JNA detaches it when it ends, within {@code
 * DllMain}, which holds the lock of Windows' loader; and a Java thread that is started at that
 * moment holds the lock of Java's threads. Each waits for the other, and the process for both, for
 * ever (<a href="https://github.com/java-native-access/jna/issues/1479">JNA issue 1479</a>).
 */
final class Trampolines {
  /** What native code may call. Nothing may be thrown by it: JNA would turn it into success. */
  interface Target extends Callback {}

  private static final Logger LOG = LoggerFactory.getLogger(Trampolines.class);
  private static final String THREAD_NAME = "wpd-callback";

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
    // JNA honours the initializer only where it is set before the function pointer is made.
    // Without one it attaches the native thread as a non-daemon.
    Native.setCallbackThreadInitializer(
        target, new CallbackThreadInitializer(true, true, THREAD_NAME));
    return CallbackReference.getFunctionPointer(target);
  }
}
