package io.github.vertxwpd.doctor;

import io.github.vertxwpd.model.DeviceId;

/**
 * Of what form an id is that {@code GetPnPID} gave. Whose it is does not belong into a report that
 * is passed on.
 *
 * @param interfacePath whether it is the path of a device interface, and no device instance id
 * @param enumerator what it begins with
 * @param address whether a Bluetooth address is in it
 */
record PnpIdForm(boolean interfacePath, String enumerator, boolean address) {
  static PnpIdForm of(String pnpId) {
    boolean path = pnpId.startsWith("\\\\?\\") || pnpId.startsWith("\\\\.\\");
    String rest = path ? pnpId.substring("\\\\?\\".length()) : pnpId;
    return new PnpIdForm(
        path, rest.split("[\\\\#]", 2)[0], DeviceId.bluetoothAddress(pnpId).isPresent());
  }

  @Override
  public String toString() {
    return (interfacePath ? "a device-interface path \\\\?\\" : "a device instance id ")
        + enumerator
        + (interfacePath ? "#..." : "\\...")
        + (address ? " with the Bluetooth address" : " without a Bluetooth address");
  }
}
