/*
 * IUnknown of the stand-in server's objects, and the checks that every call goes through.
 */
#include <stdlib.h>

#include "stand_in.h"

void *object_new(size_t size, const void *vtable, const IID *iid, const char *class_name) {
  Object *object = calloc(1, size);
  if (object == NULL) {
    return NULL;
  }
  object->vtable = vtable;
  object->iid = iid;
  object->class_name = class_name;
  object->references = 1;
  object->thread = GetCurrentThreadId();
  account_add(OBJECTS, 1);
  account_add(REFERENCES, 1);
  return object;
}

void object_enter(void *self, const char *method) {
  Object *object = self;
  if (bare) {
    return;
  }
  account_caller(method);
  if (object->references <= 0) {
    account_violation("%s: %s %p was released before", method, object->class_name, self);
  }
  if (object->thread != GetCurrentThreadId()) {
    account_violation("%s: %s %p belongs to thread %04lx", method, object->class_name, self,
                      object->thread);
  }
}

HRESULT object_leave(void *self, const char *method, HRESULT result) {
  Object *object = self;
  account_log("%s::%s object=%p result=0x%08lx", object->class_name, method, self, result);
  return result;
}

HRESULT object_query_interface(void *self, REFIID iid, void **out) {
  Object *object = self;
  object_enter(self, "QueryInterface");
  if (out == NULL) {
    return object_leave(self, "QueryInterface", E_POINTER);
  }
  *out = NULL;
  if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, object->iid)) {
    return object_leave(self, "QueryInterface", E_NOINTERFACE);
  }
  InterlockedIncrement(&object->references);
  account_add(REFERENCES, 1);
  *out = self;
  return object_leave(self, "QueryInterface", S_OK);
}

ULONG object_add_ref(void *self) {
  Object *object = self;
  object_enter(self, "AddRef");
  account_add(REFERENCES, 1);
  return object_leave(self, "AddRef", InterlockedIncrement(&object->references));
}

ULONG object_release(void *self) {
  Object *object = self;
  object_enter(self, "Release");
  if (object->references <= 0) {
    return 0;
  }
  account_add(REFERENCES, -1);
  LONG left = InterlockedDecrement(&object->references);
  if (left == 0) {
    account_add(OBJECTS, -1);
  }
  HRESULT result = object_leave(self, "Release", left);
  if (left == 0 && bare) {
    free(object);
  }
  return result;
}
