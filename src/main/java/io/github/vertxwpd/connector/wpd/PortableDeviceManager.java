package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.model.Hresult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code IPortableDeviceManager}: the devices that WPD enumerates now, by their device-interface
 * paths. Its list is a snapshot until {@link #refreshDeviceList}.
 */
final class PortableDeviceManager extends ComPointer {
  private static final int GET_DEVICES = 3;
  private static final int REFRESH_DEVICE_LIST = 4;
  private static final int GET_DEVICE_FRIENDLY_NAME = 5;
  private static final int GET_DEVICE_DESCRIPTION = 6;
  private static final int GET_DEVICE_MANUFACTURER = 7;

  /** How often a call is repeated whose answer grew between asking for its size and for itself. */
  private static final int MAX_TRIES = 5;

  private static final int MAX_DEVICES = 4_096;
  private static final int MAX_TEXT_LENGTH = 32_767;

  private PortableDeviceManager(Apartment apartment, Pointer object) {
    super(apartment, "IPortableDeviceManager", object);
  }

  static PortableDeviceManager create(Apartment apartment) throws NativeCallException {
    return new PortableDeviceManager(
        apartment,
        apartment.create(
            WpdGuids.CLSID_PORTABLE_DEVICE_MANAGER, WpdGuids.IID_IPORTABLE_DEVICE_MANAGER));
  }

  /** Makes the list see what came and went. */
  void refreshDeviceList() throws NativeCallException {
    checked("RefreshDeviceList", call(REFRESH_DEVICE_LIST));
  }

  /** Lists the enumerated devices' interface paths. */
  List<String> devices() throws NativeCallException {
    List<String> paths = List.of();
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      IntByReference count = new IntByReference(0);
      checked("GetDevices", call(GET_DEVICES, Pointer.NULL, count));
      int capacity = Math.min(Math.max(count.getValue(), 0), MAX_DEVICES);
      if (capacity == 0) {
        return List.of();
      }
      try (Memory array = new Memory((long) capacity * Native.POINTER_SIZE)) {
        array.clear();
        count.setValue(capacity);
        Hresult status = checked("GetDevices", call(GET_DEVICES, array, count));
        paths = takeStrings(array, capacity);
        // S_FALSE: the array was filled, but a device that came in between has no place in it.
        if (!status.equals(Hresult.S_FALSE) || capacity == MAX_DEVICES) {
          return paths;
        }
      }
    }
    return paths;
  }

  private List<String> takeStrings(Memory array, int capacity) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < capacity; i++) {
      Pointer text = array.getPointer((long) i * Native.POINTER_SIZE);
      if (text != null) {
        try {
          texts.add(WideText.read(text, MAX_TEXT_LENGTH));
        } finally {
          apartment().free(text);
        }
      }
    }
    return texts;
  }

  /** Reads a device's friendly name; empty where it has none. */
  Optional<String> friendlyName(String path) throws NativeCallException {
    return text("GetDeviceFriendlyName", GET_DEVICE_FRIENDLY_NAME, path);
  }

  /** Reads a device's description; empty where it has none. */
  Optional<String> description(String path) throws NativeCallException {
    return text("GetDeviceDescription", GET_DEVICE_DESCRIPTION, path);
  }

  /** Reads a device's manufacturer; empty where it has none. */
  Optional<String> manufacturer(String path) throws NativeCallException {
    return text("GetDeviceManufacturer", GET_DEVICE_MANUFACTURER, path);
  }

  private Optional<String> text(String method, int slot, String path) throws NativeCallException {
    try (Memory id = WideText.allocate(path)) {
      for (int tries = 0; tries < MAX_TRIES; tries++) {
        IntByReference length = new IntByReference(0);
        Hresult status = call(slot, id, Pointer.NULL, length);
        int capacity = Math.min(length.getValue(), MAX_TEXT_LENGTH);
        if (hasNoText(method, status) || capacity <= 0) {
          return Optional.empty();
        }
        try (Memory buffer = new Memory((long) capacity * WideText.CHAR_SIZE)) {
          buffer.clear();
          length.setValue(capacity);
          status = call(slot, id, buffer, length);
          if (hasNoText(method, status)) {
            return Optional.empty();
          }
          if (status.succeeded()) {
            return Optional.of(WideText.read(buffer, capacity)).filter(text -> !text.isBlank());
          }
        }
      }
      return Optional.empty();
    }
  }

  /** Tells the one tolerated failure from the other, a buffer that must be larger, and the rest. */
  private boolean hasNoText(String method, Hresult status) throws NativeCallException {
    if (status.equals(Hresult.ERROR_INVALID_DATA)) {
      return true;
    }
    if (!status.equals(Hresult.ERROR_INSUFFICIENT_BUFFER)) {
      checked(method, status);
    }
    return false;
  }
}
