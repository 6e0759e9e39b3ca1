/*
 * IEnumPortableDeviceConnectors of the stand-in server: all paired devices, connected or not.
 *
 * One call of Next gives BATCH connectors at most, and S_FALSE with those it gave: "If no interfaces
 * are retrieved and the return value is S_FALSE, there are no more" leaves that open, and a caller
 * that takes S_FALSE alone for the end misses devices.
 */
#include "stand_in.h"

enum { BATCH = 3 };

typedef struct {
  Object object;
  UINT32 position;
} Enumerator;

IUNKNOWN_METHODS(IEnumPortableDeviceConnectors)

static HRESULT fetch(Enumerator *enumerator, UINT32 requested,
                     IPortableDeviceConnector **connectors, UINT32 *fetched) {
  if (connectors == NULL || (fetched == NULL && requested != 1)) {
    return E_POINTER;
  }
  UINT32 count = 0;
  while (count < requested && count < BATCH && enumerator->position < DEVICE_COUNT) {
    connectors[count] = connector_new(&devices[enumerator->position++]);
    count++;
  }
  if (fetched != NULL) {
    *fetched = count;
  }
  return count == requested ? S_OK : S_FALSE;
}

static HRESULT STDMETHODCALLTYPE next(IEnumPortableDeviceConnectors *self, UINT32 requested,
                                      IPortableDeviceConnector **connectors, UINT32 *fetched) {
  object_enter(self, "Next");
  return object_leave(self, "Next", fetch((Enumerator *)self, requested, connectors, fetched));
}

static HRESULT STDMETHODCALLTYPE skip(IEnumPortableDeviceConnectors *self, UINT32 count) {
  Enumerator *enumerator = (Enumerator *)self;
  object_enter(self, "Skip");
  UINT32 left = DEVICE_COUNT - enumerator->position;
  enumerator->position += count < left ? count : left;
  return object_leave(self, "Skip", count <= left ? S_OK : S_FALSE);
}

static HRESULT STDMETHODCALLTYPE reset(IEnumPortableDeviceConnectors *self) {
  object_enter(self, "Reset");
  ((Enumerator *)self)->position = 0;
  return object_leave(self, "Reset", S_OK);
}

static HRESULT STDMETHODCALLTYPE clone(IEnumPortableDeviceConnectors *self,
                                       IEnumPortableDeviceConnectors **copy) {
  object_enter(self, "Clone");
  if (copy == NULL) {
    return object_leave(self, "Clone", E_POINTER);
  }
  *copy = enumerator_new();
  if (*copy == NULL) {
    return object_leave(self, "Clone", E_OUTOFMEMORY);
  }
  ((Enumerator *)*copy)->position = ((Enumerator *)self)->position;
  return object_leave(self, "Clone", S_OK);
}

IEnumPortableDeviceConnectors *enumerator_new(void) {
  static IEnumPortableDeviceConnectorsVtbl vtable = {query_interface, add_ref, release, next,
                                                           skip,            reset,   clone};
  return object_new(sizeof(Enumerator), &vtable, &IID_IEnumPortableDeviceConnectors,
                    "IEnumPortableDeviceConnectors");
}
