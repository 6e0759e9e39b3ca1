package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Native;
import com.sun.jna.platform.win32.BluetoothApis;
import com.sun.jna.platform.win32.BluetoothApis.BLUETOOTH_FIND_RADIO_PARAMS;
import com.sun.jna.platform.win32.BluetoothApis.BLUETOOTH_RADIO_INFO;
import com.sun.jna.platform.win32.Kernel32;
import com.sun.jna.platform.win32.WinError;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.platform.win32.WinNT.HANDLEByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Bluetooth radios of this machine, {@code BluetoothFindFirstRadio}. One that is switched off
 * is not among them.
 */
final class BluetoothRadios {
  private static final String NAMELESS = "a radio without a name";

  private BluetoothRadios() {}

  static WindowsSystem.Radios find() {
    try {
      return new WindowsSystem.Radios(names(), Optional.empty());
    } catch (RuntimeException | LinkageError failure) {
      return new WindowsSystem.Radios(List.of(), Optional.of(String.valueOf(failure.getMessage())));
    }
  }

  private static List<String> names() {
    BluetoothApis bluetooth = BluetoothApis.INSTANCE;
    BLUETOOTH_FIND_RADIO_PARAMS parameters = new BLUETOOTH_FIND_RADIO_PARAMS();
    parameters.dwSize = parameters.size();
    HANDLEByReference radio = new HANDLEByReference();
    HANDLE search = bluetooth.BluetoothFindFirstRadio(parameters, radio);
    if (search == null) {
      int error = Native.getLastError();
      if (error == 0 || error == WinError.ERROR_NO_MORE_ITEMS) {
        return List.of();
      }
      throw new IllegalStateException("BluetoothFindFirstRadio failed with error " + error);
    }
    List<String> names = new ArrayList<>();
    try {
      do {
        names.add(name(bluetooth, radio.getValue()));
      } while (bluetooth.BluetoothFindNextRadio(search, radio));
      return List.copyOf(names);
    } finally {
      bluetooth.BluetoothFindRadioClose(search);
    }
  }

  private static String name(BluetoothApis bluetooth, HANDLE radio) {
    try {
      BLUETOOTH_RADIO_INFO info = new BLUETOOTH_RADIO_INFO();
      info.dwSize = info.size();
      boolean known = bluetooth.BluetoothGetRadioInfo(radio, info) == WinError.ERROR_SUCCESS;
      String name = known ? Native.toString(info.szName) : "";
      return name.isBlank() ? NAMELESS : name;
    } finally {
      Kernel32.INSTANCE.CloseHandle(radio);
    }
  }
}
