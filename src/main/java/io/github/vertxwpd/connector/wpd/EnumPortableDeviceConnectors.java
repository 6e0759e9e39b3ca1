package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.model.Hresult;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code IEnumPortableDeviceConnectors}: all paired devices, those that are not connected included.
 * Whether an enumerator sees what is paired after its creation is not documented, so that each
 * listing makes a new one.
 */
final class EnumPortableDeviceConnectors extends ComPointer {
  private static final int NEXT = 3;
  private static final int SKIP = 4;
  private static final int RESET = 5;
  private static final int CLONE = 6;

  private EnumPortableDeviceConnectors(Apartment apartment, Pointer object) {
    super(apartment, "IEnumPortableDeviceConnectors", object);
  }

  static EnumPortableDeviceConnectors create(Apartment apartment) throws NativeCallException {
    return new EnumPortableDeviceConnectors(
        apartment,
        apartment.create(
            WpdGuids.CLSID_ENUM_BTH_MTP_CONNECTORS, WpdGuids.IID_IENUM_PORTABLE_DEVICE_CONNECTORS));
  }

  /**
   * What one {@code Next} brought.
   *
   * @param connectors to be released by the caller
   * @param fetched how many places were filled; 0 at the end
   */
  record Batch(List<PortableDeviceConnector> connectors, int fetched) {}

  /**
   * Fetches the next connectors, at most {@code count} of them. {@code S_FALSE} may come with a
   * part of them, so that only a batch of none is the end.
   */
  Batch next(int count) throws NativeCallException {
    try (Memory array = new Memory((long) count * Native.POINTER_SIZE)) {
      array.clear();
      IntByReference fetched = new IntByReference(0);
      checked("Next", call(NEXT, count, array, fetched));
      int size = Math.min(Math.max(fetched.getValue(), 0), count);
      List<PortableDeviceConnector> connectors = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        Pointer connector = array.getPointer((long) i * Native.POINTER_SIZE);
        if (connector != null) {
          connectors.add(new PortableDeviceConnector(apartment(), connector));
        }
      }
      return new Batch(connectors, size);
    }
  }

  /**
   * Passes over connectors.
   *
   * @return whether there were so many
   */
  boolean skip(int count) throws NativeCallException {
    return checked("Skip", call(SKIP, count)).equals(Hresult.S_OK);
  }

  /** Goes back to the beginning. */
  void reset() throws NativeCallException {
    checked("Reset", call(RESET));
  }

  /** Makes a second enumerator at the same place, to be released by the caller. */
  EnumPortableDeviceConnectors copy() throws NativeCallException {
    PointerByReference out = new PointerByReference();
    checked("Clone", call(CLONE, out));
    if (out.getValue() == null) {
      throw Apartment.nullResult(name("Clone"));
    }
    return new EnumPortableDeviceConnectors(apartment(), out.getValue());
  }
}
