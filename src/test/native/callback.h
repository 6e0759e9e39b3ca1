/*
 * A client's callback object, and the methods of it that are the same for every client: who
 * includes this adds Release and OnComplete.
 */
#ifndef CALLBACK_H
#define CALLBACK_H

#include "wpd_api.h"

/* What the object of a client begins with. */
typedef struct {
  IConnectionRequestCallback face;
  volatile LONG references;
} CallbackObject;

static HRESULT STDMETHODCALLTYPE query_interface(IConnectionRequestCallback *self, REFIID iid,
                                                 void **out) {
  if (out == NULL) {
    return E_POINTER;
  }
  *out = NULL;
  if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IConnectionRequestCallback)) {
    return E_NOINTERFACE;
  }
  self->lpVtbl->AddRef(self);
  *out = self;
  return S_OK;
}

static ULONG STDMETHODCALLTYPE add_ref(IConnectionRequestCallback *self) {
  return InterlockedIncrement(&((CallbackObject *)self)->references);
}

#endif
