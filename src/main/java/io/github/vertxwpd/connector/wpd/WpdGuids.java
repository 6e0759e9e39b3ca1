package io.github.vertxwpd.connector.wpd;

/** Classes and interfaces, as the Windows SDK's headers define them. */
final class WpdGuids {
  static final Guid IID_IUNKNOWN = Guid.of("00000000-0000-0000-C000-000000000046");

  /** The interface of an object that may be called from every apartment without a proxy. */
  static final Guid IID_IAGILE_OBJECT = Guid.of("94EA2B94-E9CC-49E0-C0FF-EE64CA8F5B90");

  static final Guid CLSID_ENUM_BTH_MTP_CONNECTORS = Guid.of("A1570149-E645-4F43-8B0D-409B061DB2FC");

  static final Guid IID_IENUM_PORTABLE_DEVICE_CONNECTORS =
      Guid.of("BFDEF549-9247-454F-BD82-06FE80853FAA");

  static final Guid IID_ICONNECTION_REQUEST_CALLBACK =
      Guid.of("272C9AE0-7161-4AE0-91BD-9F448EE9C427");

  static final Guid CLSID_PORTABLE_DEVICE_MANAGER = Guid.of("0AF10CEC-2ECD-4B92-9581-34F6AE0637F3");

  static final Guid IID_IPORTABLE_DEVICE_MANAGER = Guid.of("A1567595-4C2F-4574-A6FA-ECEF917B9A40");

  /** The device interface class of what WPD enumerates. */
  static final Guid GUID_DEVINTERFACE_WPD = Guid.of("6AC27878-A6FA-4155-BA85-F98F491D4F33");

  // IPortableDeviceConnector's IID is not here on purpose: IPortableDevice has the very same one,
  // with another vtable. What is a connector is known by where the pointer came from.

  private WpdGuids() {}
}
