package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.Device;

/** The devices of this gateway as they were last seen. Confined to the gateway's event loop. */
final class DeviceTable {
  /** Returns whether a client's reference, an id, a PnP id or an alias, names a device. */
  static boolean refersTo(String reference, Device device) {
    return device.id().value().equals(reference)
        || device.pnpId().equalsIgnoreCase(reference)
        || device.alias().map(reference::equals).orElse(false);
  }
}
