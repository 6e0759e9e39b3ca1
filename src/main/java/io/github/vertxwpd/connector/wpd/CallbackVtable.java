package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.github.vertxwpd.model.Hresult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one vtable of all our {@code IConnectionRequestCallback} objects: four functions that native
 * code calls, made once, reachable for ever, never freed.
 *
 * <p>Nothing thrown crosses into native code, where JNA would turn it into success.
 */
final class CallbackVtable {
  /** {@code HRESULT QueryInterface(This, REFIID, void **)}. */
  interface QueryInterface extends Callback {
    int invoke(Pointer self, Pointer iid, Pointer out);
  }

  /** {@code ULONG AddRef(This)} and {@code ULONG Release(This)}. */
  interface Count extends Callback {
    int invoke(Pointer self);
  }

  /** {@code HRESULT OnComplete(This, HRESULT)}. */
  interface OnComplete extends Callback {
    int invoke(Pointer self, int status);
  }

  private static final Logger LOG = LoggerFactory.getLogger(CallbackVtable.class);
  private static final String THREAD_NAME = "wpd-callback";

  private static final QueryInterface QUERY_INTERFACE = CallbackVtable::queryInterface;
  private static final Count ADD_REF = CallbackVtable::addRef;
  private static final Count RELEASE = CallbackVtable::release;
  private static final OnComplete ON_COMPLETE = CallbackVtable::onComplete;

  private static final Pointer VTABLE = make(QUERY_INTERFACE, ADD_REF, RELEASE, ON_COMPLETE);

  private CallbackVtable() {}

  static Pointer pointer() {
    return VTABLE;
  }

  private static Pointer make(Callback... functions) {
    swallowWhatIsThrown();
    Pointer vtable = new Pointer(Native.malloc((long) functions.length * Native.POINTER_SIZE));
    for (int slot = 0; slot < functions.length; slot++) {
      // JNA honours the initializer only where it is set before the function pointer is made.
      // Without one it attaches the native thread as a non-daemon, and detaches it, on every call.
      Native.setCallbackThreadInitializer(
          functions[slot], new CallbackThreadInitializer(true, false, THREAD_NAME));
      vtable.setPointer(
          (long) slot * Native.POINTER_SIZE, CallbackReference.getFunctionPointer(functions[slot]));
    }
    return vtable;
  }

  private static void swallowWhatIsThrown() {
    Callback.UncaughtExceptionHandler others = Native.getCallbackExceptionHandler();
    Native.setCallbackExceptionHandler(
        (callback, thrown) -> {
          if (callback instanceof QueryInterface
              || callback instanceof Count
              || callback instanceof OnComplete) {
            LOG.error("A COM callback could not be run", thrown);
          } else {
            others.uncaughtException(callback, thrown);
          }
        });
  }

  private static int queryInterface(Pointer self, Pointer iid, Pointer out) {
    try {
      return ConnectionRequestCallback.queryInterface(self, iid, out).value();
    } catch (Throwable thrown) {
      LOG.error("QueryInterface of a request's callback failed", thrown);
      return Hresult.E_FAIL.value();
    }
  }

  private static int addRef(Pointer self) {
    try {
      return ConnectionRequestCallback.addReference(self);
    } catch (Throwable thrown) {
      LOG.error("AddRef of a request's callback failed", thrown);
      return 1;
    }
  }

  private static int release(Pointer self) {
    try {
      return ConnectionRequestCallback.releaseReference(self);
    } catch (Throwable thrown) {
      LOG.error("Release of a request's callback failed", thrown);
      return 1;
    }
  }

  private static int onComplete(Pointer self, int status) {
    try {
      ConnectionRequestCallback.complete(self, new Hresult(status));
    } catch (Throwable thrown) {
      LOG.error("The completion {} could not be handed on", new Hresult(status), thrown);
    }
    return Hresult.S_OK.value();
  }
}
