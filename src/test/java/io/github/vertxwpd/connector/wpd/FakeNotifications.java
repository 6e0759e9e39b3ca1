package io.github.vertxwpd.connector.wpd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration manager's notifications: real functions in native memory, written in Java. */
final class FakeNotifications {
  /** {@code CM_Register_Notification}. */
  interface Register extends Callback {
    int invoke(Pointer filter, Pointer context, Pointer callback, Pointer handle);
  }

  /** {@code CM_Unregister_Notification}. */
  interface Unregister extends Callback {
    int invoke(Pointer handle);
  }

  /** A registration as it arrived, its filter in hexadecimal digits. */
  record Registration(Pointer handle, Pointer context, Function callback, String filter) {
    Registration withContext(Pointer other) {
      return new Registration(handle, other, callback, filter);
    }

    /** Calls back as Windows does, and returns what the callback returned. */
    int tell() {
      return callback.invokeInt(new Object[] {handle, context, ACTION_ARRIVAL, Pointer.NULL, 0});
    }
  }

  private static final int ACTION_ARRIVAL = 0;
  private static final long FIRST_HANDLE = 0x1_0000_0000L;

  final List<Registration> registered = new ArrayList<>();
  final List<Pointer> unregistered = new ArrayList<>();
  final List<Thread> unregisteredOn = new ArrayList<>();
  int registerStatus;
  int unregisterStatus;

  private final Register register = this::register;
  private final Unregister unregister = this::unregister;
  private final FakeWindows windows;
  private final Map<String, Function> functions;
  private boolean missing;

  FakeNotifications(FakeWindows windows) {
    this.windows = windows;
    this.functions =
        Map.of(
            "CM_Register_Notification", function(register),
            "CM_Unregister_Notification", function(unregister));
  }

  private static Function function(Callback callback) {
    return Function.getFunction(CallbackReference.getFunctionPointer(callback));
  }

  /** From now on this Windows is one without notifications. */
  void missing() {
    missing = true;
  }

  Optional<Function> function(String name) {
    return missing ? Optional.empty() : Optional.ofNullable(functions.get(name));
  }

  /** Tells the first registration of a change. */
  void tell() {
    assertThat(registered.get(0).tell()).isZero();
  }

  void assertAllEnded() {
    assertThat(unregistered)
        .as("each registration is ended once")
        .containsExactlyInAnyOrderElementsOf(
            registered.stream().map(Registration::handle).toList());
  }

  private int register(Pointer filter, Pointer context, Pointer callback, Pointer handle) {
    windows.calls.add("CM_Register_Notification");
    if (registerStatus == 0) {
      Pointer made = new Pointer(FIRST_HANDLE + registered.size());
      handle.setPointer(0, made);
      registered.add(
          new Registration(
              made,
              context,
              Function.getFunction(callback),
              HexFormat.of().formatHex(filter.getByteArray(0, 416))));
    }
    return registerStatus;
  }

  private int unregister(Pointer handle) {
    windows.calls.add("CM_Unregister_Notification");
    unregistered.add(handle);
    unregisteredOn.add(Thread.currentThread());
    return unregisterStatus;
  }
}
