/*
 * IPortableDeviceConnector of the stand-in server.
 */
#include <string.h>
#include <wchar.h>

#include "stand_in.h"

typedef struct {
  Object object;
  Device *device;
} Connector;

IUNKNOWN_METHODS(IPortableDeviceConnector)

static Device *device_of(IPortableDeviceConnector *self) { return ((Connector *)self)->device; }

static HRESULT STDMETHODCALLTYPE connect_(IPortableDeviceConnector *self,
                                          IConnectionRequestCallback *callback) {
  object_enter(self, "Connect");
  return object_leave(self, "Connect", request_submit(device_of(self), callback, TRUE));
}

static HRESULT STDMETHODCALLTYPE disconnect(IPortableDeviceConnector *self,
                                            IConnectionRequestCallback *callback) {
  object_enter(self, "Disconnect");
  return object_leave(self, "Disconnect", request_submit(device_of(self), callback, FALSE));
}

static HRESULT STDMETHODCALLTYPE cancel(IPortableDeviceConnector *self,
                                        IConnectionRequestCallback *callback) {
  object_enter(self, "Cancel");
  return object_leave(self, "Cancel", request_cancel(device_of(self), callback));
}

static BOOL is_key(const DEVPROPKEY *key, const DEVPROPKEY *wanted) {
  return IsEqualGUID(&key->fmtid, &wanted->fmtid) && key->pid == wanted->pid;
}

static HRESULT read_property(const Device *device, const DEVPROPKEY *key, DEVPROPTYPE *type,
                             BYTE **data, UINT32 *size) {
  if (key == NULL || type == NULL || data == NULL || size == NULL) {
    return E_POINTER;
  }
  DEVPROP_BOOLEAN connected = device->connected ? DEVPROP_TRUE : DEVPROP_FALSE;
  const void *value;
  if (is_key(key, &DEVPKEY_MTPBTH_IsConnected)) {
    *type = DEVPROP_TYPE_BOOLEAN;
    *size = sizeof connected;
    value = &connected;
  } else if (is_key(key, &DEVPKEY_Device_FriendlyName) && device->name != NULL) {
    *type = DEVPROP_TYPE_STRING;
    *size = (UINT32)((wcslen(device->name) + 1) * sizeof(wchar_t));
    value = device->name;
  } else {
    return FROM_WIN32(ERROR_NOT_FOUND);
  }
  *data = account_allocate(value, *size);
  return *data == NULL ? E_OUTOFMEMORY : S_OK;
}

static HRESULT STDMETHODCALLTYPE get_property(IPortableDeviceConnector *self, const DEVPROPKEY *key,
                                              DEVPROPTYPE *type, BYTE **data, UINT32 *size) {
  object_enter(self, "GetProperty");
  return object_leave(self, "GetProperty", read_property(device_of(self), key, type, data, size));
}

/* Needs administrator rights, which the stand-in's callers never have. */
static HRESULT STDMETHODCALLTYPE set_property(IPortableDeviceConnector *self, const DEVPROPKEY *key,
                                              DEVPROPTYPE type, const BYTE *data, UINT32 size) {
  (void)key;
  (void)type;
  (void)data;
  (void)size;
  object_enter(self, "SetProperty");
  return object_leave(self, "SetProperty", E_ACCESSDENIED);
}

static HRESULT STDMETHODCALLTYPE get_pnp_id(IPortableDeviceConnector *self, LPWSTR *id) {
  object_enter(self, "GetPnPID");
  if (id == NULL) {
    return object_leave(self, "GetPnPID", E_POINTER);
  }
  const wchar_t *text = device_of(self)->connector_id;
  *id = account_allocate(text, (wcslen(text) + 1) * sizeof *text);
  return object_leave(self, "GetPnPID", *id == NULL ? E_OUTOFMEMORY : S_OK);
}

IPortableDeviceConnector *connector_new(Device *device) {
  static IPortableDeviceConnectorVtbl vtable = {
      query_interface, add_ref,      release,      connect_,  disconnect,
      cancel,          get_property, set_property, get_pnp_id};
  Connector *connector = object_new(sizeof *connector, &vtable, &IID_IPortableDeviceConnector,
                                    "IPortableDeviceConnector");
  if (connector != NULL) {
    connector->device = device;
  }
  return (IPortableDeviceConnector *)connector;
}
