/*
 * Checks the stand-in server itself: a client in C that knows nothing of Java or JNA.
 *
 * Prints one line for every statement that does not hold, and a last one with their number, which is
 * also the exit code.
 */
#include <initguid.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "callback.h"

#define SLOT(Interface, method, slot)                                           \
  _Static_assert(offsetof(Interface##Vtbl, method) == (slot) * sizeof(void *), \
                 #Interface "::" #method " is in another slot")

SLOT(IConnectionRequestCallback, OnComplete, 3);
SLOT(IPortableDeviceConnector, Connect, 3);
SLOT(IPortableDeviceConnector, Disconnect, 4);
SLOT(IPortableDeviceConnector, Cancel, 5);
SLOT(IPortableDeviceConnector, GetProperty, 6);
SLOT(IPortableDeviceConnector, SetProperty, 7);
SLOT(IPortableDeviceConnector, GetPnPID, 8);
SLOT(IEnumPortableDeviceConnectors, Next, 3);
SLOT(IEnumPortableDeviceConnectors, Skip, 4);
SLOT(IEnumPortableDeviceConnectors, Reset, 5);
SLOT(IEnumPortableDeviceConnectors, Clone, 6);
SLOT(IPortableDeviceManager, GetDevices, 3);
SLOT(IPortableDeviceManager, RefreshDeviceList, 4);
SLOT(IPortableDeviceManager, GetDeviceFriendlyName, 5);
SLOT(IPortableDeviceManager, GetDeviceDescription, 6);
SLOT(IPortableDeviceManager, GetDeviceManufacturer, 7);
_Static_assert(sizeof(DEVPROPKEY) == 20, "DEVPROPKEY has 20 bytes");

static int failures;

static void check(BOOL holds, const char *statement, int line) {
  if (!holds) {
    failures++;
    printf("line %d: not so: %s\n", line, statement);
  }
}

#define CHECK(condition) check((condition), #condition, __LINE__)

/* --- a callback as COM wants it ---------------------------------------------------------------- */

typedef struct {
  CallbackObject object;
  volatile LONG completions;
  DWORD thread;
  HRESULT status;
  HANDLE completed;
} Callback;

static ULONG STDMETHODCALLTYPE release(IConnectionRequestCallback *self) {
  return InterlockedDecrement(&((CallbackObject *)self)->references);
}

static HRESULT STDMETHODCALLTYPE on_complete(IConnectionRequestCallback *self, HRESULT status) {
  Callback *callback = (Callback *)self;
  callback->thread = GetCurrentThreadId();
  callback->status = status;
  InterlockedIncrement(&callback->completions);
  ReleaseSemaphore(callback->completed, 1, NULL);
  return S_OK;
}

static IConnectionRequestCallbackVtbl vtable = {query_interface, add_ref, release, on_complete};

/* Lives to the end: the server's Release comes some time after its OnComplete. */
static Callback *callback_new(void) {
  Callback *callback = calloc(1, sizeof *callback);
  callback->object.face.lpVtbl = &vtable;
  callback->object.references = 1;
  callback->status = E_PENDING;
  callback->completed = CreateSemaphoreW(NULL, 0, 9, NULL);
  return callback;
}

static BOOL completes(Callback *callback) {
  return WaitForSingleObject(callback->completed, 10000) == WAIT_OBJECT_0;
}

/* Looks again and again, since nothing tells of a Release. */
static BOOL references_reach(Callback *callback, LONG wanted) {
  for (int i = 0; i < 1000 && callback->object.references != wanted; i++) {
    Sleep(10);
  }
  return callback->object.references == wanted;
}

/* --- what a client does -------------------------------------------------------------------------- */

static IEnumPortableDeviceConnectors *enumerate(void) {
  IEnumPortableDeviceConnectors *enumerator = NULL;
  CHECK(CoCreateInstance(&CLSID_EnumBthMtpConnectors, NULL, CLSCTX_INPROC_SERVER,
                         &IID_IEnumPortableDeviceConnectors, (void **)&enumerator) == S_OK);
  return enumerator;
}

static IPortableDeviceConnector *connector(UINT32 number) {
  IPortableDeviceConnector *found = NULL;
  IEnumPortableDeviceConnectors *enumerator = enumerate();
  enumerator->lpVtbl->Skip(enumerator, number - 1);
  CHECK(enumerator->lpVtbl->Next(enumerator, 1, &found, NULL) == S_OK);
  enumerator->lpVtbl->Release(enumerator);
  return found;
}

static BOOL is_connected(IPortableDeviceConnector *device) {
  DEVPROPTYPE type = 0;
  BYTE *data = NULL;
  UINT32 size = 0;
  CHECK(device->lpVtbl->GetProperty(device, &DEVPKEY_MTPBTH_IsConnected, &type, &data, &size) ==
        S_OK);
  CHECK(type == DEVPROP_TYPE_BOOLEAN && size == 1);
  BOOL connected = *(DEVPROP_BOOLEAN *)data == DEVPROP_TRUE;
  CoTaskMemFree(data);
  return connected;
}

static DWORD listed(IPortableDeviceManager *manager) {
  DWORD count = 0;
  CHECK(manager->lpVtbl->GetDevices(manager, NULL, &count) == S_OK);
  return count;
}

/* --- the statements --------------------------------------------------------------------------------- */

static void check_enumerator(void) {
  IPortableDeviceConnector *found[10];
  UINT32 fetched = 0;
  UINT32 total = 0;
  IEnumPortableDeviceConnectors *clone = NULL;
  IEnumPortableDeviceConnectors *enumerator = enumerate();
  do {
    CHECK(enumerator->lpVtbl->Next(enumerator, 10, found, &fetched) == S_FALSE);
    for (UINT32 i = 0; i < fetched; i++) {
      found[i]->lpVtbl->Release(found[i]);
    }
    total += fetched;
  } while (fetched > 0);
  CHECK(total == 10);
  CHECK(enumerator->lpVtbl->Skip(enumerator, 1) == S_FALSE);
  CHECK(enumerator->lpVtbl->Reset(enumerator) == S_OK);
  CHECK(enumerator->lpVtbl->Skip(enumerator, 8) == S_OK);
  CHECK(enumerator->lpVtbl->Clone(enumerator, &clone) == S_OK);
  CHECK(clone->lpVtbl->Next(clone, 2, found, &fetched) == S_OK && fetched == 2);
  CHECK(clone->lpVtbl->Skip(clone, 1) == S_FALSE);
  CHECK(enumerator->lpVtbl->Skip(enumerator, 2) == S_OK);
  found[0]->lpVtbl->Release(found[0]);
  found[1]->lpVtbl->Release(found[1]);
  clone->lpVtbl->Release(clone);
  enumerator->lpVtbl->Release(enumerator);
}

static void check_properties(void) {
  static const DEVPROPKEY other = {{0x540b947e, 0x8b40, 0x45bc, {0xa8}}, 5};
  DEVPROPTYPE type = 0;
  BYTE *data = NULL;
  UINT32 size = 0;
  LPWSTR id = NULL;
  IPortableDeviceConnector *first = connector(1);
  CHECK(first->lpVtbl->GetPnPID(first, &id) == S_OK);
  CHECK(wcsncmp(id, L"BTHENUM\\", 8) == 0);
  CoTaskMemFree(id);
  CHECK(first->lpVtbl->GetProperty(first, &DEVPKEY_Device_FriendlyName, &type, &data, &size) ==
        S_OK);
  CHECK(type == DEVPROP_TYPE_STRING && wcscmp((wchar_t *)data, L"Canon EOS M50") == 0);
  CoTaskMemFree(data);
  CHECK(first->lpVtbl->GetProperty(first, &other, &type, &data, &size) ==
        FROM_WIN32(ERROR_NOT_FOUND));
  first->lpVtbl->Release(first);
}

static void check_disconnect(void) {
  Callback *callback = callback_new();
  IPortableDeviceManager *manager = NULL;
  CHECK(CoCreateInstance(&CLSID_PortableDeviceManager, NULL, CLSCTX_INPROC_SERVER,
                         &IID_IPortableDeviceManager, (void **)&manager) == S_OK);
  DWORD before = listed(manager);
  IPortableDeviceConnector *first = connector(1);
  CHECK(is_connected(first));
  CHECK(first->lpVtbl->Disconnect(first, &callback->object.face) == S_OK);
  CHECK(completes(callback) && callback->status == S_OK);
  CHECK(callback->thread != GetCurrentThreadId());
  CHECK(!is_connected(first));
  CHECK(listed(manager) == before);
  CHECK(manager->lpVtbl->RefreshDeviceList(manager) == S_OK);
  CHECK(listed(manager) == before - 1);
  CHECK(first->lpVtbl->Cancel(first, &callback->object.face) == FROM_WIN32(ERROR_NOT_FOUND));
  first->lpVtbl->Release(first);
  manager->lpVtbl->Release(manager);
}

static void check_cancel(void) {
  Callback *callback = callback_new();
  IPortableDeviceConnector *never = connector(2);
  CHECK(never->lpVtbl->Disconnect(never, &callback->object.face) == S_OK);
  CHECK(callback->object.references > 1);
  CHECK(never->lpVtbl->Cancel(never, &callback->object.face) == S_OK);
  CHECK(never->lpVtbl->Cancel(never, &callback->object.face) == FROM_WIN32(ERROR_NOT_FOUND));
  CHECK(completes(callback) && callback->status == FROM_WIN32(ERROR_CANCELLED));
  CHECK(is_connected(never));
  never->lpVtbl->Release(never);
}

static void check_script(void) {
  Callback *twice = callback_new();
  Callback *inline_ = callback_new();
  Callback *refused = callback_new();
  IPortableDeviceConnector *device = connector(3);
  CHECK(device->lpVtbl->Disconnect(device, &twice->object.face) == S_OK);
  CHECK(completes(twice) && completes(twice));
  device->lpVtbl->Release(device);
  device = connector(4);
  CHECK(device->lpVtbl->Disconnect(device, &inline_->object.face) == S_OK);
  CHECK(inline_->completions == 1 && inline_->thread == GetCurrentThreadId());
  CHECK(inline_->object.references == 1);
  device->lpVtbl->Release(device);
  device = connector(5);
  CHECK(device->lpVtbl->Disconnect(device, &refused->object.face) == E_ACCESSDENIED);
  CHECK(refused->completions == 0 && refused->object.references == 1);
  device->lpVtbl->Release(device);
}

static HRESULT end_of(UINT32 number, BOOL *connected) {
  Callback *callback = callback_new();
  IPortableDeviceConnector *device = connector(number);
  CHECK(device->lpVtbl->Disconnect(device, &callback->object.face) == S_OK);
  CHECK(completes(callback));
  *connected = is_connected(device);
  device->lpVtbl->Release(device);
  return callback->status;
}

/* The last reference may be released some time after the completion, on the server's thread. */
static void check_deaf_and_keep(void) {
  Callback *deaf = callback_new();
  Callback *kept = callback_new();
  IPortableDeviceConnector *device = connector(10);
  CHECK(device->lpVtbl->Disconnect(device, &deaf->object.face) == S_OK);
  CHECK(device->lpVtbl->Cancel(device, &deaf->object.face) == S_OK);
  CHECK(completes(deaf) && deaf->status == S_OK && !is_connected(device));
  device->lpVtbl->Release(device);
  device = connector(1);
  CHECK(device->lpVtbl->Connect(device, &kept->object.face) == S_OK);
  CHECK(completes(kept) && kept->status == S_OK && kept->object.references == 2);
  device->lpVtbl->Release(device);
  CHECK(references_reach(kept, 1));
}

/* A sleep may end a tick of the clock early: 200 ms show that it was not the delay of 50 ms. */
static void check_failures_and_delays(void) {
  BOOL connected;
  CHECK(end_of(6, &connected) == FROM_WIN32(ERROR_GEN_FAILURE) && connected);
  CHECK(end_of(7, &connected) == S_OK && connected);
  for (UINT32 slow = 8; slow <= 9; slow++) {
    ULONGLONG start = GetTickCount64();
    CHECK(end_of(slow, &connected) == S_OK && !connected);
    CHECK(GetTickCount64() - start >= 200);
  }
}

/* --- the server's own checks ------------------------------------------------------------------- */

static LONG(WINAPI *report)(LONG *objects, LONG *pending, LONG *unfreed);

static LONG violations(void) {
  LONG objects, pending, unfreed;
  return report(&objects, &pending, &unfreed);
}

static DWORD WINAPI call_from_elsewhere(void *device) {
  CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
  is_connected(device);
  CoUninitialize();
  return 0;
}

static void check_violations_are_seen(void) {
  Callback *callback = callback_new();
  IPortableDeviceConnector *never = connector(2);
  HANDLE thread = CreateThread(NULL, 0, call_from_elsewhere, never, 0, NULL);
  CHECK(WaitForSingleObject(thread, 10000) == WAIT_OBJECT_0);
  CHECK(violations() == 2); /* another thread, and no MTA */
  CHECK(never->lpVtbl->Disconnect(never, NULL) == E_POINTER);
  CHECK(violations() == 3);
  never->lpVtbl->Disconnect(never, &callback->object.face);
  never->lpVtbl->Disconnect(never, &callback->object.face);
  CHECK(violations() == 4); /* one callback for two requests */
  never->lpVtbl->Release(never);
  never->lpVtbl->Release(never);
  CHECK(violations() == 5); /* one Release too many */
}

int main(void) {
  LONG objects, pending, unfreed;
  SetEnvironmentVariableW(L"STAND_IN_SCRIPT",
                          L"2=never,3=twice,4=inline,5=refuse:0x80070005,6=fail:0x8007001F,"
                          L"7=unmoved,8=late:300,9=hang:300,10=deaf:300,1=keep:1000");
  SetEnvironmentVariableW(L"STAND_IN_DELAY", L"50");
  CHECK(CoInitializeEx(NULL, COINIT_MULTITHREADED) == S_OK);
  check_enumerator();
  check_properties();
  check_disconnect();
  check_cancel();
  check_script();
  check_failures_and_delays();
  check_deaf_and_keep();
  report = (void *)GetProcAddress(GetModuleHandleW(L"wpd_stand_in.dll"), "StandInReport");
  CHECK(report(&objects, &pending, &unfreed) == 0);
  CHECK(objects == 0 && pending == 0 && unfreed == 0);
  check_violations_are_seen();
  printf("%d failures\n", failures);
  return failures;
}
