package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/**
 * What JNA itself costs: functions that were looked up once, with their arguments in an array that
 * was made once, and one callback object for one request after the other, whose native thread stays
 * attached. It counts nothing, checks nothing, and is no way to write a program.
 */
final class NativeCached implements NativeCalls, NativeRequests {
  /** {@code QueryInterface}, of which no call comes. */
  interface ThreeArguments extends Callback {
    int invoke(Pointer self, Pointer iid, Pointer out);
  }

  /** {@code AddRef} and {@code Release}. */
  interface OneArgument extends Callback {
    int invoke(Pointer self);
  }

  /** {@code OnComplete}. */
  interface TwoArguments extends Callback {
    int invoke(Pointer self, int status);
  }

  private static final int E_NOINTERFACE = 0x80004002;

  private final Function addRef;
  private final Function release;
  private final Function disconnect;
  private final Function getPnpId;
  private final Function free =
      NativeLibrary.getInstance("ole32").getFunction("CoTaskMemFree", Function.C_CONVENTION);

  private final Object[] self;
  private final PointerByReference out = new PointerByReference();
  private final Object[] selfAndOut;
  private final Object[] selfAndCallback;

  private final ThreeArguments queryInterface = (pointer, iid, result) -> E_NOINTERFACE;
  private final OneArgument count = pointer -> 1;
  private final TwoArguments onComplete = this::complete;
  private final Memory vtable = new Memory(4L * Native.POINTER_SIZE);
  private final Memory callback = new Memory(Native.POINTER_SIZE);

  private volatile Runnable completed = NativeCached::nothing;

  NativeCached(Pointer connector) {
    addRef = method(connector, 1);
    release = method(connector, 2);
    disconnect = method(connector, 4);
    getPnpId = method(connector, 8);
    self = new Object[] {connector};
    selfAndOut = new Object[] {connector, out};
    selfAndCallback = new Object[] {connector, callback};
    Callback[] methods = {queryInterface, count, count, onComplete};
    for (int slot = 0; slot < methods.length; slot++) {
      Native.setCallbackThreadInitializer(
          methods[slot], new CallbackThreadInitializer(true, false, "cached"));
      vtable.setPointer(
          (long) slot * Native.POINTER_SIZE, CallbackReference.getFunctionPointer(methods[slot]));
    }
    callback.setPointer(0, vtable);
  }

  /** Looks a method of a COM object up. */
  static Function method(Pointer object, int slot) {
    Pointer code = object.getPointer(0).getPointer((long) slot * Native.POINTER_SIZE);
    return Function.getFunction(code, Function.C_CONVENTION);
  }

  private static void nothing() {}

  private int complete(Pointer pointer, int status) {
    completed.run();
    return 0;
  }

  @Override
  public String name() {
    return "cached function";
  }

  @Override
  public void addRefAndRelease() {
    addRef.invokeInt(self);
    release.invokeInt(self);
  }

  @Override
  public String pnpId() {
    getPnpId.invokeInt(selfAndOut);
    Pointer text = out.getValue();
    String id = text.getWideString(0);
    free.invokeVoid(new Object[] {text});
    return id;
  }

  @Override
  public Runnable disconnect(Runnable whenCompleted) {
    completed = whenCompleted;
    disconnect.invokeInt(selfAndCallback);
    return NativeCached::nothing;
  }
}
