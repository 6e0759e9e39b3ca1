package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A paired device. Each enumeration gives it a new connector object. */
final class FakeDevice {
  /** What a property read answers: a status, and with success a type and bytes. */
  record Answer(int status, int type, ByteBuffer bytes) {}

  /** A call that queues or cancels a request, as it arrived. */
  record Call(String method, Pointer connector, Pointer callback) {}

  final List<Call> calls = new ArrayList<>();
  final Map<PropertyKey, Answer> properties = new HashMap<>();
  final List<NativeCallback> pending = new ArrayList<>();
  int pnpIdStatus;
  boolean nullPnpId;

  /** What Connect and Disconnect do; unless a test says otherwise they keep the callback. */
  Function<NativeCallback, Integer> onRequest = this::keep;

  /** What Cancel returns. */
  int cancelStatus;

  private final FakeWindows windows;
  private final String pnpId;

  FakeDevice(FakeWindows windows, String pnpId) {
    this.windows = windows;
    this.pnpId = pnpId;
    connected(false);
  }

  FakeDevice connected(boolean value) {
    return answers(PropertyKey.IS_CONNECTED, PropertyValue.TYPE_BOOLEAN, value ? -1 : 0);
  }

  FakeDevice answers(PropertyKey key, int type, int... bytes) {
    byte[] data = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      data[i] = (byte) bytes[i];
    }
    properties.put(key, new Answer(0, type, ByteBuffer.wrap(data)));
    return this;
  }

  FakeDevice says(PropertyKey key, String text) {
    properties.put(
        key, new Answer(0, PropertyValue.TYPE_STRING, ByteBuffer.wrap(FakeWindows.wide(text))));
    return this;
  }

  FakeDevice fails(PropertyKey key, int status) {
    properties.put(key, new Answer(status, 0, ByteBuffer.allocate(0)));
    return this;
  }

  private int keep(NativeCallback callback) {
    callback.addRef();
    pending.add(callback);
    return 0;
  }

  /** Completes the oldest request as a COM server does: it reports, then lets the callback go. */
  void complete(int status) {
    NativeCallback callback = pending.remove(0);
    callback.onComplete(status);
    callback.release();
  }

  FakeComObject connector() {
    return windows.track(
        new FakeComObject(
            request("Connect"),
            request("Disconnect"),
            (FakeComObject.OnePointer)
                (self, callback) -> {
                  calls.add(new Call("Cancel", self, callback));
                  return cancelStatus;
                },
            (FakeComObject.GetProperty) this::property,
            (FakeComObject.SetProperty) (self, key, type, data, length) -> FakeComObject.E_NOTIMPL,
            (FakeComObject.OnePointer) (self, out) -> pnpId(out)));
  }

  private FakeComObject.OnePointer request(String method) {
    return (self, callback) -> {
      calls.add(new Call(method, self, callback));
      return onRequest.apply(new NativeCallback(callback));
    };
  }

  private int property(Pointer self, Pointer key, Pointer type, Pointer data, Pointer length) {
    Answer answer =
        properties.getOrDefault(
            new PropertyKey(Guid.read(key), key.getInt(Guid.SIZE)),
            new Answer(0x80070490, 0, ByteBuffer.allocate(0)));
    if (answer.status() >= 0) {
      type.setInt(0, answer.type());
      data.setPointer(0, windows.allocate(answer.bytes().array()));
      length.setInt(0, answer.bytes().capacity());
    } else {
      // What a failed call leaves there must be neither read nor freed.
      data.setPointer(0, new Pointer(0xBAD));
    }
    return answer.status();
  }

  private int pnpId(Pointer out) {
    if (pnpIdStatus < 0) {
      out.setPointer(0, new Pointer(0xBAD));
    } else if (!nullPnpId) {
      out.setPointer(0, windows.allocate(pnpId));
    }
    return pnpIdStatus;
  }
}
