package io.github.vertxwpd.connector.wpd;

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
  interface QueryInterface extends Trampolines.Target {
    int invoke(Pointer self, Pointer iid, Pointer out);
  }

  /** {@code ULONG AddRef(This)} and {@code ULONG Release(This)}. */
  interface Count extends Trampolines.Target {
    int invoke(Pointer self);
  }

  /** {@code HRESULT OnComplete(This, HRESULT)}. */
  interface OnComplete extends Trampolines.Target {
    int invoke(Pointer self, int status);
  }

  private static final Logger LOG = LoggerFactory.getLogger(CallbackVtable.class);

  private static final QueryInterface QUERY_INTERFACE = CallbackVtable::queryInterface;
  private static final Count ADD_REF = CallbackVtable::addRef;
  private static final Count RELEASE = CallbackVtable::release;
  private static final OnComplete ON_COMPLETE = CallbackVtable::onComplete;

  private static final Pointer VTABLE = make(QUERY_INTERFACE, ADD_REF, RELEASE, ON_COMPLETE);

  private CallbackVtable() {}

  static Pointer pointer() {
    return VTABLE;
  }

  private static Pointer make(Trampolines.Target... functions) {
    Pointer vtable = new Pointer(Native.malloc((long) functions.length * Native.POINTER_SIZE));
    for (int slot = 0; slot < functions.length; slot++) {
      vtable.setPointer((long) slot * Native.POINTER_SIZE, Trampolines.make(functions[slot]));
    }
    return vtable;
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
