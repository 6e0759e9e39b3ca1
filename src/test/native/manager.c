/*
 * IPortableDeviceManager of the stand-in server: the devices that are connected, as they were when
 * the manager was made or last refreshed, and one more that hangs on USB.
 */
#include <string.h>
#include <wchar.h>

#include "stand_in.h"

enum { LISTED_MAX = DEVICE_COUNT + 1 };

static const Device usb_device = {
    NULL, L"\\\\?\\usb#vid_04a9&pid_3218#6&1d3a5c7e&0&2#{6ac27878-a6fa-4155-ba85-f98f491d4f33}",
    L"Canon EOS M50", L"Canon Inc.", L"MTP USB device", TRUE, OBEDIENT, 0};

typedef struct {
  Object object;
  const Device *listed[LISTED_MAX];
  DWORD count;
} DeviceManager;

IUNKNOWN_METHODS(IPortableDeviceManager)

static void take_snapshot(DeviceManager *manager) {
  manager->count = 0;
  manager->listed[manager->count++] = &usb_device;
  for (int i = 0; i < DEVICE_COUNT; i++) {
    if (devices[i].connected) {
      manager->listed[manager->count++] = &devices[i];
    }
  }
}

static HRESULT list_devices(const DeviceManager *manager, LPWSTR *ids, DWORD *count) {
  if (count == NULL) {
    return E_POINTER;
  }
  DWORD room = *count;
  *count = manager->count;
  if (ids == NULL) {
    return S_OK;
  }
  DWORD given = room < manager->count ? room : manager->count;
  for (DWORD i = 0; i < given; i++) {
    const wchar_t *id = manager->listed[i]->interface_id;
    ids[i] = account_allocate(id, (wcslen(id) + 1) * sizeof *id);
  }
  *count = given;
  return given == manager->count ? S_OK : S_FALSE;
}

static const Device *find(const DeviceManager *manager, LPCWSTR id) {
  for (DWORD i = 0; i < manager->count; i++) {
    if (id != NULL && _wcsicmp(manager->listed[i]->interface_id, id) == 0) {
      return manager->listed[i];
    }
  }
  return NULL;
}

/* "length" counts characters, the terminating one included, in both directions. */
static HRESULT read_string(const wchar_t *text, WCHAR *buffer, DWORD *length) {
  if (length == NULL) {
    return E_POINTER;
  }
  if (text == NULL) {
    return FROM_WIN32(ERROR_INVALID_DATA);
  }
  DWORD room = *length;
  *length = (DWORD)wcslen(text) + 1;
  if (buffer == NULL) {
    return S_OK;
  }
  if (room < *length) {
    return FROM_WIN32(ERROR_INSUFFICIENT_BUFFER);
  }
  memcpy(buffer, text, *length * sizeof *text);
  return S_OK;
}

static HRESULT STDMETHODCALLTYPE get_devices(IPortableDeviceManager *self, LPWSTR *ids,
                                             DWORD *count) {
  object_enter(self, "GetDevices");
  return object_leave(self, "GetDevices", list_devices((DeviceManager *)self, ids, count));
}

static HRESULT STDMETHODCALLTYPE refresh_device_list(IPortableDeviceManager *self) {
  object_enter(self, "RefreshDeviceList");
  take_snapshot((DeviceManager *)self);
  return object_leave(self, "RefreshDeviceList", S_OK);
}

#define STRING_METHOD(function, Method, field)                                               \
  static HRESULT STDMETHODCALLTYPE function(IPortableDeviceManager *self, LPCWSTR id,        \
                                            WCHAR *buffer, DWORD *length) {                  \
    object_enter(self, #Method);                                                             \
    const Device *device = find((DeviceManager *)self, id);                                  \
    HRESULT result = device == NULL ? FROM_WIN32(ERROR_NOT_FOUND)                            \
                                    : read_string(device->field, buffer, length);            \
    return object_leave(self, #Method, result);                                              \
  }

STRING_METHOD(get_friendly_name, GetDeviceFriendlyName, name)
STRING_METHOD(get_description, GetDeviceDescription, description)
STRING_METHOD(get_manufacturer, GetDeviceManufacturer, manufacturer)

static HRESULT STDMETHODCALLTYPE get_device_property(IPortableDeviceManager *self, LPCWSTR id,
                                                     LPCWSTR property, BYTE *data, DWORD *size,
                                                     DWORD *type) {
  (void)id;
  (void)property;
  (void)size;
  (void)type;
  object_enter(self, "GetDeviceProperty");
  return object_leave(self, "GetDeviceProperty",
                      FROM_WIN32(data == NULL ? ERROR_INSUFFICIENT_BUFFER : ERROR_NOT_FOUND));
}

static HRESULT STDMETHODCALLTYPE get_private_devices(IPortableDeviceManager *self, LPWSTR *ids,
                                                     DWORD *count) {
  (void)ids;
  object_enter(self, "GetPrivateDevices");
  if (count == NULL) {
    return object_leave(self, "GetPrivateDevices", E_POINTER);
  }
  *count = 0;
  return object_leave(self, "GetPrivateDevices", S_OK);
}

IPortableDeviceManager *manager_new(void) {
  static IPortableDeviceManagerVtbl vtable = {
      query_interface,   add_ref,         release,          get_devices,         refresh_device_list,
      get_friendly_name, get_description, get_manufacturer, get_device_property, get_private_devices};
  DeviceManager *manager = object_new(sizeof *manager, &vtable, &IID_IPortableDeviceManager,
                                      "IPortableDeviceManager");
  if (manager != NULL) {
    take_snapshot(manager);
  }
  return (IPortableDeviceManager *)manager;
}
