package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

/** {@code IEnumPortableDeviceConnectors} over paired devices; null stands for an empty place. */
final class FakeEnumerator extends FakeComObject {
  private FakeEnumerator(Steps steps) {
    super(
        (Next) steps::next,
        (OneNumber) (self, count) -> E_NOTIMPL,
        (NoArgument) self -> E_NOTIMPL,
        (OnePointer) (self, out) -> E_NOTIMPL);
  }

  /** Makes one that fills each batch as far as it can. */
  FakeEnumerator(FakeWindows windows, List<FakeDevice> devices) {
    this(windows, devices, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /**
   * Makes one with habits.
   *
   * @param batch how many it gives at most at a time
   * @param failAt the number of the call, from 0, that fails
   */
  FakeEnumerator(FakeWindows windows, List<FakeDevice> devices, int batch, int failAt) {
    this(new Steps(windows, new ArrayList<>(devices), batch, failAt));
  }

  /** Makes one that never ends. */
  static FakeEnumerator endless(FakeWindows windows, FakeComObject connector) {
    return new FakeEnumerator(
        new Steps(windows, List.of(), 0, 0) {
          @Override
          int next(Pointer self, int requested, Pointer connectors, Pointer fetched) {
            for (int i = 0; i < requested; i++) {
              connectors.setPointer((long) i * Native.POINTER_SIZE, connector.addReference());
            }
            fetched.setInt(0, requested);
            return OK;
          }
        });
  }

  private static class Steps {
    private final FakeWindows windows;
    private final List<FakeDevice> devices;
    private final int batch;
    private final int failAt;
    private int calls;
    private int position;

    Steps(FakeWindows windows, List<FakeDevice> devices, int batch, int failAt) {
      this.windows = windows;
      this.devices = devices;
      this.batch = batch;
      this.failAt = failAt;
    }

    int next(Pointer self, int requested, Pointer connectors, Pointer fetched) {
      windows.calls.add("Next");
      if (calls++ == failAt) {
        return 0x8007001F;
      }
      int count = Math.min(Math.min(requested, batch), devices.size() - position);
      for (int i = 0; i < count; i++) {
        FakeDevice device = devices.get(position++);
        if (device != null) {
          connectors.setPointer((long) i * Native.POINTER_SIZE, device.connector().pointer());
        }
      }
      fetched.setInt(0, count);
      return count == requested ? OK : 1;
    }
  }
}
