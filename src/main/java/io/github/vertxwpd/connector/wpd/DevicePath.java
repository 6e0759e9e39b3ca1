package io.github.vertxwpd.connector.wpd;

import io.github.vertxwpd.model.DeviceId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be read from the text of an id alone. An id is either a device instance id ({@code
 * enumerator\device\instance}) or the path of a device interface ({@code
 * \\?\enumerator#device#instance#{interface class}}); the documentation of {@code GetPnPID} does
 * not say which one it gives.
 *
 * @param text the id or path
 */
record DevicePath(String text) {
  private static final Pattern INTERFACE_PATH =
      Pattern.compile("\\\\\\\\[?.]\\\\(.+?)(?:#\\{[0-9A-Fa-f-]{36}}(?:\\\\.*)?)?");

  /** Returns the device instance id. */
  String instanceId() {
    Matcher path = INTERFACE_PATH.matcher(text);
    return path.matches() ? path.group(1).replace('#', '\\') : text;
  }

  /** Returns the Bluetooth address in it, where it carries one. */
  Optional<String> bluetoothAddress() {
    return DeviceId.bluetoothAddress(text);
  }
}
