/*
 * The stand-in server's entry points: what COM calls in the DLL.
 */
#include <initguid.h>

#include "stand_in.h"

/* One of the two classes; lives as long as the DLL, so that it counts no references. */
typedef struct {
  const IClassFactoryVtbl *vtable;
  const CLSID *clsid;
  const char *name;
  IUnknown *(*create)(void);
} Class;

static IUnknown *create_enumerator(void) { return (IUnknown *)enumerator_new(); }

static IUnknown *create_manager(void) { return (IUnknown *)manager_new(); }

static HRESULT STDMETHODCALLTYPE query_interface(IClassFactory *self, REFIID iid, void **out) {
  if (out == NULL) {
    return E_POINTER;
  }
  BOOL known = IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IClassFactory);
  *out = known ? self : NULL;
  return known ? S_OK : E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE reference(IClassFactory *self) {
  (void)self;
  return 1;
}

static HRESULT create(const Class *class, IUnknown *outer, REFIID iid, void **out) {
  if (out == NULL) {
    return E_POINTER;
  }
  *out = NULL;
  if (outer != NULL) {
    return CLASS_E_NOAGGREGATION;
  }
  IUnknown *object = class->create();
  if (object == NULL) {
    return E_OUTOFMEMORY;
  }
  HRESULT result = IUnknown_QueryInterface(object, iid, out);
  IUnknown_Release(object);
  return result;
}

static HRESULT STDMETHODCALLTYPE create_instance(IClassFactory *self, IUnknown *outer, REFIID iid,
                                                 void **out) {
  const Class *class = (const Class *)self;
  account_caller("CreateInstance");
  HRESULT result = create(class, outer, iid, out);
  account_log("CreateInstance class=%s object=%p result=0x%08lx", class->name,
              out == NULL ? NULL : *out, result);
  return result;
}

static HRESULT STDMETHODCALLTYPE lock_server(IClassFactory *self, BOOL lock) {
  (void)self;
  (void)lock;
  return S_OK;
}

static const IClassFactoryVtbl factory_vtable = {query_interface, reference, reference,
                                                 create_instance, lock_server};

static const Class classes[] = {
    {&factory_vtable, &CLSID_EnumBthMtpConnectors, "EnumBthMtpConnectors", create_enumerator},
    {&factory_vtable, &CLSID_PortableDeviceManager, "PortableDeviceManager", create_manager}};

/* The log and the watch over freed memory reach to the process's end: the DLL stays loaded. */
static BOOL CALLBACK open_once(INIT_ONCE *once, void *parameter, void **context) {
  (void)once;
  (void)parameter;
  (void)context;
  HMODULE self;
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                     (LPCWSTR)(const void *)classes, &self);
  bare_configure();
  account_open();
  devices_configure();
  return TRUE;
}

__declspec(dllexport) HRESULT WINAPI DllGetClassObject(REFCLSID clsid, REFIID iid, void **out) {
  static INIT_ONCE once = INIT_ONCE_STATIC_INIT;
  InitOnceExecuteOnce(&once, open_once, NULL, NULL);
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
    if (IsEqualCLSID(clsid, classes[i].clsid)) {
      return query_interface((IClassFactory *)&classes[i], iid, out);
    }
  }
  *out = NULL;
  return CLASS_E_CLASSNOTAVAILABLE;
}

__declspec(dllexport) HRESULT WINAPI DllCanUnloadNow(void) { return S_FALSE; }

/* For the stand-in's own test: logs the summary, and returns how many rules were broken. */
__declspec(dllexport) LONG WINAPI StandInReport(LONG *objects, LONG *pending, LONG *unfreed) {
  *objects = account_get(OBJECTS);
  *pending = account_get(PENDING);
  *unfreed = account_get(STRINGS_ALLOCATED) - account_get(STRINGS_FREED);
  account_summary();
  return account_get(VIOLATIONS);
}

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved) {
  (void)instance;
  (void)reserved;
  if (reason == DLL_PROCESS_DETACH) {
    account_summary();
  }
  return TRUE;
}
