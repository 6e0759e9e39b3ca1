package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A COM object in native memory, with a real vtable, whose methods are written in Java. */
class FakeComObject {
  /** A method without arguments. */
  interface NoArgument extends Callback {
    int invoke(Pointer self);
  }

  /** A method with one number. */
  interface OneNumber extends Callback {
    int invoke(Pointer self, int argument);
  }

  /** A method with one pointer. */
  interface OnePointer extends Callback {
    int invoke(Pointer self, Pointer argument);
  }

  /** A method with two pointers. */
  interface TwoPointers extends Callback {
    int invoke(Pointer self, Pointer first, Pointer second);
  }

  /** A method with three pointers. */
  interface ThreePointers extends Callback {
    int invoke(Pointer self, Pointer first, Pointer second, Pointer third);
  }

  /** {@code IEnumPortableDeviceConnectors::Next}. */
  interface Next extends Callback {
    int invoke(Pointer self, int requested, Pointer connectors, Pointer fetched);
  }

  /** {@code IPortableDeviceConnector::GetProperty}. */
  interface GetProperty extends Callback {
    int invoke(Pointer self, Pointer key, Pointer type, Pointer data, Pointer length);
  }

  /** {@code IPortableDeviceConnector::SetProperty}. */
  interface SetProperty extends Callback {
    int invoke(Pointer self, Pointer key, int type, Pointer data, int length);
  }

  static final int OK = 0;
  static final int E_NOTIMPL = 0x80004001;

  private final AtomicInteger references = new AtomicInteger(1);
  private final AtomicInteger queries = new AtomicInteger();
  private final Memory object = new Memory(Native.POINTER_SIZE);
  private final Memory vtable;
  private final List<Callback> methods;

  /** Makes an object with one reference, its creator's. */
  FakeComObject(Callback... ownMethods) {
    TwoPointers queryInterface =
        (self, iid, out) -> {
          queries.incrementAndGet();
          out.setPointer(0, null);
          return 0x80004002;
        };
    NoArgument addReference = self -> references.incrementAndGet();
    NoArgument release = self -> references.decrementAndGet();
    methods =
        Stream.concat(Stream.of(queryInterface, addReference, release), Stream.of(ownMethods))
            .toList();
    vtable = new Memory((long) methods.size() * Native.POINTER_SIZE);
    for (int slot = 0; slot < methods.size(); slot++) {
      vtable.setPointer(
          (long) slot * Native.POINTER_SIZE,
          CallbackReference.getFunctionPointer(methods.get(slot)));
    }
    object.setPointer(0, vtable);
  }

  Pointer pointer() {
    return object;
  }

  Pointer addReference() {
    references.incrementAndGet();
    return object;
  }

  int references() {
    return references.get();
  }

  int queries() {
    return queries.get();
  }
}
