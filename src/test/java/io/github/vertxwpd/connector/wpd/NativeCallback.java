package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** Our callback object as native code sees it: an address, called through its vtable. */
record NativeCallback(Pointer pointer) {
  int queryInterface(Pointer iid, Pointer out) {
    return method(0).invokeInt(new Object[] {pointer, iid, out});
  }

  int addRef() {
    return method(1).invokeInt(new Object[] {pointer});
  }

  int release() {
    return method(2).invokeInt(new Object[] {pointer});
  }

  int onComplete(int status) {
    return method(3).invokeInt(new Object[] {pointer, status});
  }

  Function method(int slot) {
    return Function.getFunction(
        pointer.getPointer(0).getPointer((long) slot * Native.POINTER_SIZE));
  }
}
