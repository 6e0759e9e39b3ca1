/*
 * What the files of the stand-in COM server share.
 *
 * The stand-in takes the place of Windows' portable device DLLs: an in-process server for
 * CLSID_EnumBthMtpConnectors and CLSID_PortableDeviceManager with a handful of paired devices whose
 * state is the process's. It logs every call, and a line that starts with VIOLATION for every rule
 * of COM or of this API that the caller breaks.
 *
 *   STAND_IN_LOG     the file to append the log to; none: no log
 *   STAND_IN_DELAY   milliseconds until a request completes; default 200
 *   STAND_IN_SCRIPT  what single devices do instead of completing with S_OK after the delay:
 *                    "2=never,3=twice,4=inline,5=refuse:0x80070005,6=hang:2000"; see device.c
 *   STAND_IN_BARE    1: it does next to nothing, so that a benchmark measures its caller; see bare.c
 */
#ifndef STAND_IN_H
#define STAND_IN_H

#include "wpd_api.h"

/* --- device.c: the paired devices ---------------------------------------------------------- */

typedef enum {
  OBEDIENT,  /* completes with S_OK after the delay */
  NEVER,     /* completes only when it is cancelled */
  TWICE,     /* completes a second time, another delay later */
  INLINE,    /* completes on the caller's thread before the call returns */
  LATE,      /* completes after a delay of its own, in milliseconds */
  HANG,      /* the call itself takes that many milliseconds to return */
  REFUSE,    /* the call fails with that HRESULT */
  FAIL,      /* completes with that HRESULT, the link as it was */
  UNMOVED,   /* completes with S_OK, the link as it was */
  DEAF,      /* as LATE, but takes no notice of a cancellation that it has confirmed */
  KEEP       /* releases the callback only that many milliseconds after its completion */
} Behaviour;

typedef struct {
  const wchar_t *connector_id;  /* of the bus enumerator's node: what GetPnPID returns */
  const wchar_t *interface_id;  /* of its WPD child: what the device manager lists */
  const wchar_t *name;          /* NULL: the device has no such string */
  const wchar_t *manufacturer;
  const wchar_t *description;
  volatile LONG connected;
  Behaviour behaviour;
  DWORD argument;
} Device;

enum { DEVICE_COUNT = 10 };
extern Device devices[DEVICE_COUNT];

/* Reads the script and the delay from the environment. */
void devices_configure(void);

/* Milliseconds until a request to a device completes. */
DWORD device_delay(const Device *device);

/* A device's number in the script and in the log, from 1. */
int device_number(const Device *device);

/* --- account.c: the log, the rules' violations, and what is still alive --------------------- */

typedef enum { STRINGS_ALLOCATED, STRINGS_FREED, REQUESTS, COMPLETIONS, PENDING, OBJECTS,
               REFERENCES, CALLBACK_REFERENCES, VIOLATIONS, COUNTER_COUNT } Counter;

void account_open(void);
LONG account_add(Counter counter, LONG amount);
LONG account_get(Counter counter);

/* Logs one line: time, thread, apartment, and the text. */
void account_log(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Logs a broken rule. */
void account_violation(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Counts the calling thread, and checks that it is in the multi-threaded apartment by its own
   initialisation. */
void account_caller(const char *method);

/* Logs the counters as one line. */
void account_summary(void);

/* Allocates what the caller has to free by CoTaskMemFree, and counts it. */
void *account_allocate(const void *data, size_t size);

/* --- object.c: IUnknown, and the checks that every object shares ----------------------------- */

typedef struct {
  const void *vtable;
  const IID *iid;
  const char *class_name;
  volatile LONG references;
  DWORD thread;
} Object;

/* Makes an object with one reference. It is never given back to the heap, so that a call after the
   last Release is seen for what it is. */
void *object_new(size_t size, const void *vtable, const IID *iid, const char *class_name);

/* To be called first in every method: checks the object, the thread and the apartment. */
void object_enter(void *object, const char *method);

/* To be called last in every method: logs the call. */
HRESULT object_leave(void *object, const char *method, HRESULT result);

HRESULT object_query_interface(void *object, REFIID iid, void **out);
ULONG object_add_ref(void *object);
ULONG object_release(void *object);

#define IUNKNOWN_METHODS(Interface)                                                              \
  static HRESULT STDMETHODCALLTYPE query_interface(Interface *self, REFIID iid, void **out) {    \
    return object_query_interface(self, iid, out);                                               \
  }                                                                                              \
  static ULONG STDMETHODCALLTYPE add_ref(Interface *self) { return object_add_ref(self); }       \
  static ULONG STDMETHODCALLTYPE release(Interface *self) { return object_release(self); }

/* --- the classes ----------------------------------------------------------------------------- */

IEnumPortableDeviceConnectors *enumerator_new(void);
IPortableDeviceConnector *connector_new(Device *device);
IPortableDeviceManager *manager_new(void);

/* --- request.c: queued requests and their completion ------------------------------------------ */

HRESULT request_submit(Device *device, IConnectionRequestCallback *callback, BOOL connect);
HRESULT request_cancel(Device *device, IConnectionRequestCallback *callback);

/* --- bare.c: the server for benchmarks --------------------------------------------------------- */

extern BOOL bare;

/* Reads from the environment whether it is bare, and starts the thread that it then has. */
void bare_configure(void);

HRESULT bare_submit(IConnectionRequestCallback *callback);

#endif
