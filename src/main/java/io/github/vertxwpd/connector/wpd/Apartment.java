package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.model.Hresult;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One thread's membership of the multi-threaded apartment. Every COM pointer of this package is
 * made, used and released by that thread: connectors share their interface id with another
 * interface, so that nothing may ever come to marshal them.
 */
final class Apartment implements AutoCloseable {
  private final ComRuntime runtime;
  private final Thread owner = Thread.currentThread();
  private final Map<Long, Function> functions = new HashMap<>();
  private boolean closed;

  private Apartment(ComRuntime runtime) {
    this.runtime = runtime;
  }

  /**
   * Enters on the calling thread.
   *
   * @throws NativeCallException where the thread cannot enter; then there is nothing to leave
   */
  static Apartment enter(ComRuntime runtime) throws NativeCallException {
    Hresult status = runtime.initialize();
    if (!status.succeeded()) {
      throw new NativeCallException("CoInitializeEx", status);
    }
    return new Apartment(runtime);
  }

  /**
   * Creates an object.
   *
   * @return its pointer, which the caller releases
   */
  Pointer create(Guid clsid, Guid iid) throws NativeCallException {
    check();
    PointerByReference out = new PointerByReference();
    Hresult status = runtime.createInstance(clsid, iid, out);
    if (!status.succeeded()) {
      throw new NativeCallException("CoCreateInstance(" + clsid + ")", status);
    }
    return Optional.ofNullable(out.getValue())
        .orElseThrow(() -> nullResult("CoCreateInstance(" + clsid + ")"));
  }

  /** Says that a call succeeded and yet left an out pointer null. */
  static NativeCallException nullResult(String call) {
    return new NativeCallException(call + " (success without a result)", Hresult.E_POINTER);
  }

  /** Frees what a COM method allocated; null is allowed. */
  void free(Pointer memory) {
    check();
    if (memory != null) {
      runtime.free(memory);
    }
  }

  /** Returns a code with its name and the system's text for it. */
  String describe(Hresult status) {
    return status + ": " + runtime.text(status).orElseGet(status::text);
  }

  /**
   * Returns the function that stands in a vtable slot. It is kept by its own address, which stays
   * right even where a vtable's memory is used again.
   */
  Function function(Pointer object, int slot) {
    Pointer vtable = object.getPointer(0);
    Pointer code = vtable.getPointer((long) slot * Long.BYTES);
    return functions.computeIfAbsent(
        Pointer.nativeValue(code), address -> Function.getFunction(code, Function.C_CONVENTION));
  }

  /**
   * Refuses a call on a thread that is not the apartment's, or after it was left.
   *
   * @throws IllegalStateException where it is one
   */
  void check() {
    checkThread();
    if (closed) {
      throw new IllegalStateException("the apartment was left: the connector is closed");
    }
  }

  /**
   * Refuses a call on a thread that is not the apartment's.
   *
   * @throws IllegalStateException where it is one
   */
  void checkThread() {
    Thread caller = Thread.currentThread();
    if (caller != owner) {
      throw new IllegalStateException(
          "COM objects opened on thread "
              + owner.getName()
              + " were used on thread "
              + caller.getName());
    }
  }

  /** Leaves it. Idempotent. */
  @Override
  public void close() {
    checkThread();
    if (!closed) {
      closed = true;
      runtime.uninitialize();
    }
  }
}
