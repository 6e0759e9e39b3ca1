/*
 * The interfaces of Windows' MTP/Bluetooth connection API and of its device manager, for C.
 *
 * Methods stand in the order of their vtable slots, as PortableDeviceConnectApi.h and
 * PortableDeviceApi.h of the Windows SDK have them. The header of the same name in mingw-w64 lacks
 * the connector and the enumerator, so that it is not used.
 */
#ifndef WPD_API_H
#define WPD_API_H

#define COBJMACROS
#include <objbase.h>
#include <devpropdef.h>

DEFINE_GUID(CLSID_EnumBthMtpConnectors, 0xa1570149, 0xe645, 0x4f43, 0x8b, 0x0d, 0x40, 0x9b, 0x06,
            0x1d, 0xb2, 0xfc);
DEFINE_GUID(CLSID_PortableDeviceManager, 0x0af10cec, 0x2ecd, 0x4b92, 0x95, 0x81, 0x34, 0xf6, 0xae,
            0x06, 0x37, 0xf3);

DEFINE_GUID(IID_IConnectionRequestCallback, 0x272c9ae0, 0x7161, 0x4ae0, 0x91, 0xbd, 0x9f, 0x44,
            0x8e, 0xe9, 0xc4, 0x27);
/* The same 16 bytes as IID_IPortableDevice: a trap of the API, not a slip of this file. */
DEFINE_GUID(IID_IPortableDeviceConnector, 0x625e2df8, 0x6392, 0x4cf0, 0x9a, 0xd1, 0x3c, 0xfa, 0x5f,
            0x17, 0x77, 0x5c);
DEFINE_GUID(IID_IEnumPortableDeviceConnectors, 0xbfdef549, 0x9247, 0x454f, 0xbd, 0x82, 0x06, 0xfe,
            0x80, 0x85, 0x3f, 0xaa);
DEFINE_GUID(IID_IPortableDeviceManager, 0xa1567595, 0x4c2f, 0x4574, 0xa6, 0xfa, 0xec, 0xef, 0x91,
            0x7b, 0x9a, 0x40);

DEFINE_DEVPROPKEY(DEVPKEY_MTPBTH_IsConnected, 0xea1237fa, 0x589d, 0x4472, 0x84, 0xe4, 0x0a, 0xbe,
                  0x36, 0xfd, 0x62, 0xef, 2);
DEFINE_DEVPROPKEY(DEVPKEY_Device_FriendlyName, 0xa45c254e, 0xdf1c, 0x4efd, 0x80, 0x20, 0x67, 0xd1,
                  0x46, 0xa8, 0x50, 0xe0, 14);

/* What a status code of Win32 is as an HRESULT, for a constant expression. */
#define FROM_WIN32(code) ((HRESULT)(0x80070000u | (code)))

#undef INTERFACE
#define INTERFACE IConnectionRequestCallback
DECLARE_INTERFACE_(IConnectionRequestCallback, IUnknown) {
  STDMETHOD(QueryInterface)(THIS_ REFIID iid, void **object) PURE;
  STDMETHOD_(ULONG, AddRef)(THIS) PURE;
  STDMETHOD_(ULONG, Release)(THIS) PURE;
  STDMETHOD(OnComplete)(THIS_ HRESULT status) PURE;
};

#undef INTERFACE
#define INTERFACE IPortableDeviceConnector
DECLARE_INTERFACE_(IPortableDeviceConnector, IUnknown) {
  STDMETHOD(QueryInterface)(THIS_ REFIID iid, void **object) PURE;
  STDMETHOD_(ULONG, AddRef)(THIS) PURE;
  STDMETHOD_(ULONG, Release)(THIS) PURE;
  STDMETHOD(Connect)(THIS_ IConnectionRequestCallback *callback) PURE;
  STDMETHOD(Disconnect)(THIS_ IConnectionRequestCallback *callback) PURE;
  STDMETHOD(Cancel)(THIS_ IConnectionRequestCallback *callback) PURE;
  STDMETHOD(GetProperty)(THIS_ const DEVPROPKEY *key, DEVPROPTYPE *type, BYTE **data, UINT32 *size) PURE;
  STDMETHOD(SetProperty)(THIS_ const DEVPROPKEY *key, DEVPROPTYPE type, const BYTE *data, UINT32 size) PURE;
  STDMETHOD(GetPnPID)(THIS_ LPWSTR *id) PURE;
};

#undef INTERFACE
#define INTERFACE IEnumPortableDeviceConnectors
DECLARE_INTERFACE_(IEnumPortableDeviceConnectors, IUnknown) {
  STDMETHOD(QueryInterface)(THIS_ REFIID iid, void **object) PURE;
  STDMETHOD_(ULONG, AddRef)(THIS) PURE;
  STDMETHOD_(ULONG, Release)(THIS) PURE;
  STDMETHOD(Next)(THIS_ UINT32 requested, IPortableDeviceConnector **connectors, UINT32 *fetched) PURE;
  STDMETHOD(Skip)(THIS_ UINT32 count) PURE;
  STDMETHOD(Reset)(THIS) PURE;
  STDMETHOD(Clone)(THIS_ IEnumPortableDeviceConnectors **clone) PURE;
};

#undef INTERFACE
#define INTERFACE IPortableDeviceManager
DECLARE_INTERFACE_(IPortableDeviceManager, IUnknown) {
  STDMETHOD(QueryInterface)(THIS_ REFIID iid, void **object) PURE;
  STDMETHOD_(ULONG, AddRef)(THIS) PURE;
  STDMETHOD_(ULONG, Release)(THIS) PURE;
  STDMETHOD(GetDevices)(THIS_ LPWSTR *ids, DWORD *count) PURE;
  STDMETHOD(RefreshDeviceList)(THIS) PURE;
  STDMETHOD(GetDeviceFriendlyName)(THIS_ LPCWSTR id, WCHAR *name, DWORD *length) PURE;
  STDMETHOD(GetDeviceDescription)(THIS_ LPCWSTR id, WCHAR *description, DWORD *length) PURE;
  STDMETHOD(GetDeviceManufacturer)(THIS_ LPCWSTR id, WCHAR *manufacturer, DWORD *length) PURE;
  STDMETHOD(GetDeviceProperty)(THIS_ LPCWSTR id, LPCWSTR property, BYTE *data, DWORD *size, DWORD *type) PURE;
  STDMETHOD(GetPrivateDevices)(THIS_ LPWSTR *ids, DWORD *count) PURE;
};

#endif
