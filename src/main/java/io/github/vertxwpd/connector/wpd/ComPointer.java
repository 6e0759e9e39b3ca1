package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Pointer;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.model.Hresult;

/**
 * A counted reference to a COM object. Its Java type says which vtable it has, and is given by
 * where the pointer came from, never by asking the object.
 */
abstract class ComPointer implements AutoCloseable {
  // IUnknown has QueryInterface at slot 0 and AddRef at slot 1.
  private static final int RELEASE = 2;

  private final Apartment apartment;
  private final String interfaceName;
  private final Pointer object;
  private boolean released;

  /**
   * Takes over one reference.
   *
   * @param interfaceName for messages
   */
  ComPointer(Apartment apartment, String interfaceName, Pointer object) {
    this.apartment = apartment;
    this.interfaceName = interfaceName;
    this.object = object;
  }

  final Apartment apartment() {
    return apartment;
  }

  /** Calls a method by its place in the vtable. */
  final Hresult call(int slot, Object... arguments) {
    apartment.check();
    if (released) {
      throw new IllegalStateException(interfaceName + " was used after its release");
    }
    return new Hresult(invoke(slot, arguments));
  }

  /** Refuses a failing code of one of this interface's methods. */
  final Hresult checked(String method, Hresult status) throws NativeCallException {
    if (!status.succeeded()) {
      throw new NativeCallException(name(method), status);
    }
    return status;
  }

  /** Returns a method's name as messages write it. */
  final String name(String method) {
    return interfaceName + "::" + method;
  }

  private int invoke(int slot, Object... arguments) {
    Object[] all = new Object[arguments.length + 1];
    all[0] = object;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return apartment.function(object, slot).invokeInt(all);
  }

  /** Gives the reference back. Idempotent. */
  @Override
  public void close() {
    apartment.checkThread();
    if (!released) {
      apartment.check();
      released = true;
      invoke(RELEASE);
    }
  }
}
