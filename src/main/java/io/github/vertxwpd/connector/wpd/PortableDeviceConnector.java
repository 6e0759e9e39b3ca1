package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import java.util.Optional;

/**
 * {@code IPortableDeviceConnector}: one paired device. Methods that queue a request return what the
 * native call returned; those that read throw where it failed.
 *
 * <p>{@code IPortableDevice} has the same interface id and another vtable, so that only pointers
 * out of {@link EnumPortableDeviceConnectors#next} become one of these.
 */
final class PortableDeviceConnector extends ComPointer {
  private static final int CONNECT = 3;
  private static final int DISCONNECT = 4;
  private static final int CANCEL = 5;
  private static final int GET_PROPERTY = 6;
  private static final int SET_PROPERTY = 7;
  private static final int GET_PNP_ID = 8;

  /** The longest path that Windows knows, in characters. */
  private static final int MAX_ID_LENGTH = 32_767;

  PortableDeviceConnector(Apartment apartment, Pointer object) {
    super(apartment, "IPortableDeviceConnector", object);
  }

  /** Queues a request to connect. For a connected device Windows does nothing. */
  Hresult connect(ConnectionRequestCallback callback) {
    return call(CONNECT, callback.pointer());
  }

  /** Queues a request to disconnect, which also removes the device's WPD driver stack. */
  Hresult disconnect(ConnectionRequestCallback callback) {
    return call(DISCONNECT, callback.pointer());
  }

  /**
   * Asks for the cancellation of the request that was queued with that very callback object.
   *
   * @return {@link Hresult#ERROR_NOT_FOUND} where it is over, or was cancelled before
   */
  Hresult cancel(ConnectionRequestCallback callback) {
    return call(CANCEL, callback.pointer());
  }

  /**
   * Reads a property of the device's node.
   *
   * @return empty where the device does not have it ({@link Hresult#ERROR_NOT_FOUND})
   */
  Optional<PropertyValue> property(PropertyKey key) throws NativeCallException {
    try (Memory nativeKey = new Memory(PropertyKey.SIZE)) {
      key.write(nativeKey);
      IntByReference type = new IntByReference(0);
      PointerByReference data = new PointerByReference();
      IntByReference length = new IntByReference(0);
      Hresult status = call(GET_PROPERTY, nativeKey, type, data, length);
      if (status.equals(Hresult.ERROR_NOT_FOUND)) {
        return Optional.empty();
      }
      checked("GetProperty", status);
      try {
        return Optional.of(
            PropertyValue.decode(type.getValue(), data.getValue(), length.getValue()));
      } finally {
        apartment().free(data.getValue());
      }
    }
  }

  /**
   * Writes a property of the device's node. Windows wants administrator rights for it.
   *
   * @param type a {@code DEVPROPTYPE}
   */
  void setProperty(PropertyKey key, int type, byte[] data) throws NativeCallException {
    try (Memory nativeKey = new Memory(PropertyKey.SIZE);
        Memory nativeData = new Memory(Math.max(1, data.length))) {
      key.write(nativeKey);
      nativeData.write(0, data, 0, data.length);
      checked("SetProperty", call(SET_PROPERTY, nativeKey, type, nativeData, data.length));
    }
  }

  /** Reads the id of the device's node in the MTP Bluetooth bus enumerator. */
  String pnpId() throws NativeCallException {
    PointerByReference out = new PointerByReference();
    checked("GetPnPID", call(GET_PNP_ID, out));
    Pointer text = out.getValue();
    if (text == null) {
      throw Apartment.nullResult(name("GetPnPID"));
    }
    try {
      return WideText.read(text, MAX_ID_LENGTH);
    } finally {
      apartment().free(text);
    }
  }

  /** Reads whether the link is up; {@code UNKNOWN} where the device does not say. */
  LinkState link() throws NativeCallException {
    if (property(PropertyKey.IS_CONNECTED).orElse(null) instanceof PropertyValue.Flag flag) {
      return flag.value() ? LinkState.CONNECTED : LinkState.DISCONNECTED;
    }
    return LinkState.UNKNOWN;
  }

  /** Reads a text; empty where the device has none, or an empty one. */
  Optional<String> text(PropertyKey key) throws NativeCallException {
    return property(key)
        .filter(PropertyValue.Text.class::isInstance)
        .map(value -> ((PropertyValue.Text) value).value())
        .filter(text -> !text.isBlank());
  }
}
