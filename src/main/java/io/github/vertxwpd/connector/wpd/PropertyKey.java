package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Pointer;

/**
 * A {@code DEVPROPKEY}: a GUID, and a {@code ULONG} at offset 16.
 *
 * @param category the set of properties ({@code fmtid})
 * @param id the property's number in it ({@code pid})
 */
record PropertyKey(Guid category, int id) {
  static final int SIZE = Guid.SIZE + Integer.BYTES;

  /** {@code DEVPKEY_MTPBTH_IsConnected}, a boolean: whether the Bluetooth link is up. */
  static final PropertyKey IS_CONNECTED =
      new PropertyKey(Guid.of("EA1237FA-589D-4472-84E4-0ABE36FD62EF"), 2);

  /** {@code DEVPKEY_Device_DeviceDesc}, a string. */
  static final PropertyKey DESCRIPTION = deviceNode(2);

  /** {@code DEVPKEY_Device_Manufacturer}, a string. */
  static final PropertyKey MANUFACTURER = deviceNode(13);

  /** {@code DEVPKEY_Device_FriendlyName}, a string. */
  static final PropertyKey FRIENDLY_NAME = deviceNode(14);

  private static PropertyKey deviceNode(int id) {
    return new PropertyKey(Guid.of("A45C254E-DF1C-4EFD-8020-67D146A850E0"), id);
  }

  void write(Pointer memory) {
    category.write(memory);
    memory.setInt(Guid.SIZE, id);
  }
}
