/**
 * The provider that reaches devices by Windows' own interface: Windows Portable Devices over COM,
 * called through JNA.
 *
 * <p>Three layers. The bare declarations: {@code Guid}, {@code WpdGuids}, {@code PropertyKey},
 * {@code ComRuntime}. One small class for each native interface or question: {@code
 * EnumPortableDeviceConnectors}, {@code PortableDeviceConnector}, {@code PortableDeviceManager},
 * {@code ConnectionRequestCallback}. And the provider built on them.
 *
 * <p>Only {@code WindowsRuntime} needs Windows. COM is a convention of memory layouts, so that
 * everything else works wherever JNA does, and is tested there.
 *
 * <p>Interfaces, identifiers and vtable orders are those of the Windows SDK's {@code
 * PortableDeviceConnectApi.h} and {@code PortableDeviceApi.h}.
 */
package io.github.vertxwpd.connector.wpd;
