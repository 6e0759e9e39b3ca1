/*
 * The stand-in server's queue: requests to connect or disconnect, their completion on a thread of
 * the server's own, their cancellation.
 */
#include <stdlib.h>

#include "stand_in.h"

typedef struct Request {
  struct Request *next;
  Device *device;
  IConnectionRequestCallback *callback;
  BOOL connect;
  BOOL cancelled;
  HANDLE cancellation;
} Request;

/* Guards the list of pending requests and their "cancelled". */
static SRWLOCK lock = SRWLOCK_INIT;
static Request *pending;

/* --- the callback that the client implements -------------------------------------------------- */

/* Asks for an interface, and gives it back at once. Nobody but this thread counts on the callback
   before its request is queued, so that every count is known. */
static IUnknown *query(IConnectionRequestCallback *callback, REFIID iid, const char *name) {
  IUnknown *found = NULL;
  ULONG second = callback->lpVtbl->AddRef(callback);
  ULONG third = callback->lpVtbl->AddRef(callback);
  HRESULT result = callback->lpVtbl->QueryInterface(callback, iid, (void **)&found);
  if (result != S_OK || found == NULL) {
    account_violation("callback %p: QueryInterface(%s) returned 0x%08lx and %p", callback, name,
                      result, found);
    return NULL;
  }
  ULONG third_again = IUnknown_Release(found);
  ULONG second_again = callback->lpVtbl->Release(callback);
  ULONG first = callback->lpVtbl->Release(callback);
  if (first < 1 || second != first + 1 || third != first + 2 || third_again != third ||
      second_again != second) {
    account_violation("callback %p: two AddRef, QueryInterface(%s), three Release returned "
                      "%lu, %lu, %lu, %lu, %lu",
                      callback, name, second, third, third_again, second_again, first);
  }
  return found;
}

/* docs: learn.microsoft.com/windows/win32/com/rules-for-implementing-queryinterface */
static void check_query_interface(IConnectionRequestCallback *callback) {
  static const GUID nobody = {0x5d4a9e0f, 0x3b52, 0x4c6e, {0x91, 0x7d, 0, 1, 2, 3, 4, 5}};
  void *out = callback;
  HRESULT result = callback->lpVtbl->QueryInterface(callback, &nobody, &out);
  if (result != E_NOINTERFACE || out != NULL) {
    account_violation("callback %p: QueryInterface(unknown) returned 0x%08lx and %p", callback,
                      result, out);
  }
  result = callback->lpVtbl->QueryInterface(callback, &IID_IUnknown, NULL);
  if (result != E_POINTER) {
    account_violation("callback %p: QueryInterface(null) returned 0x%08lx", callback, result);
  }
  IUnknown *unknown = query(callback, &IID_IUnknown, "IUnknown");
  IUnknown *again = query(callback, &IID_IUnknown, "IUnknown");
  IUnknown *same = query(callback, &IID_IConnectionRequestCallback, "IConnectionRequestCallback");
  if (unknown != again || (IConnectionRequestCallback *)same != callback) {
    account_violation("callback %p: its identity is %p, then %p, and %p", callback, unknown, again,
                      same);
  }
}

static void call_back(const Request *request, HRESULT status) {
  IConnectionRequestCallback *callback = request->callback;
  account_add(COMPLETIONS, 1);
  HRESULT result = callback->lpVtbl->OnComplete(callback, status);
  account_log("OnComplete device=%d callback=%p status=0x%08lx result=0x%08lx",
              device_number(request->device), callback, status, result);
  if (result != S_OK) {
    account_violation("callback %p: OnComplete returned 0x%08lx", callback, result);
  }
}

/* --- the queue ---------------------------------------------------------------------------------- */

/* Adds a request, where no pending one has its callback: the callback is what identifies it. */
static BOOL enqueue(Request *request) {
  AcquireSRWLockExclusive(&lock);
  Request *other = pending;
  while (other != NULL && other->callback != request->callback) {
    other = other->next;
  }
  request->next = pending;
  pending = request;
  ReleaseSRWLockExclusive(&lock);
  account_add(PENDING, 1);
  return other == NULL;
}

/* Removes a request; returns whether it was cancelled. */
static BOOL dequeue(Request *request) {
  AcquireSRWLockExclusive(&lock);
  Request **link = &pending;
  while (*link != request) {
    link = &(*link)->next;
  }
  *link = request->next;
  ReleaseSRWLockExclusive(&lock);
  account_add(PENDING, -1);
  return request->cancelled;
}

static HRESULT carry_out(const Request *request) {
  switch (request->device->behaviour) {
    case FAIL:
      return (HRESULT)request->device->argument;
    case UNMOVED:
      return S_OK;
    default:
      InterlockedExchange(&request->device->connected, request->connect);
      return S_OK;
  }
}

static void complete(Request *request) {
  HRESULT status = dequeue(request) ? FROM_WIN32(ERROR_CANCELLED) : carry_out(request);
  call_back(request, status);
  if (request->device->behaviour == TWICE) {
    Sleep(device_delay(request->device));
    call_back(request, status);
  }
  if (request->device->behaviour == KEEP) {
    Sleep(request->device->argument);
  }
  ULONG left = request->callback->lpVtbl->Release(request->callback);
  account_log("callback released callback=%p references=%lu", request->callback, left);
  account_add(CALLBACK_REFERENCES, -1);
  CloseHandle(request->cancellation);
  free(request);
}

/* Runs on a thread that has no apartment: what Windows' own thread has is not documented. */
static DWORD WINAPI wait_and_complete(void *argument) {
  Request *request = argument;
  BOOL never = request->device->behaviour == NEVER;
  WaitForSingleObject(request->cancellation, never ? INFINITE : device_delay(request->device));
  complete(request);
  return 0;
}

static HRESULT start(Request *request) {
  if (request->device->behaviour == INLINE) {
    complete(request);
    return S_OK;
  }
  HANDLE thread = CreateThread(NULL, 0, wait_and_complete, request, 0, NULL);
  if (thread == NULL) {
    return HRESULT_FROM_WIN32(GetLastError());
  }
  CloseHandle(thread);
  return S_OK;
}

HRESULT request_submit(Device *device, IConnectionRequestCallback *callback, BOOL connect) {
  account_add(REQUESTS, 1);
  account_log("request verb=%s device=%d callback=%p", connect ? "connect" : "disconnect",
              device_number(device), callback);
  if (callback == NULL) {
    account_violation("a request without a callback can be neither followed nor cancelled");
    return E_POINTER;
  }
  if (bare) {
    return bare_submit(callback);
  }
  check_query_interface(callback);
  if (device->behaviour == REFUSE) {
    return (HRESULT)device->argument;
  }
  Request *request = calloc(1, sizeof *request);
  if (request == NULL) {
    return E_OUTOFMEMORY;
  }
  callback->lpVtbl->AddRef(callback);
  account_add(CALLBACK_REFERENCES, 1);
  request->device = device;
  request->callback = callback;
  request->connect = connect;
  request->cancellation = CreateEventW(NULL, TRUE, FALSE, NULL);
  if (!enqueue(request)) {
    account_violation("callback %p: a pending request has it already", callback);
  }
  HRESULT result = start(request);
  if (device->behaviour == HANG) {
    Sleep(device->argument);
  }
  return result;
}

HRESULT request_cancel(Device *device, IConnectionRequestCallback *callback) {
  HRESULT result = FROM_WIN32(ERROR_NOT_FOUND);
  if (callback == NULL) {
    account_violation("Cancel needs the callback of the request");
    return E_POINTER;
  }
  AcquireSRWLockExclusive(&lock);
  for (Request *request = pending; request != NULL; request = request->next) {
    if (request->device == device && request->callback == callback && !request->cancelled) {
      if (device->behaviour != DEAF) {
        request->cancelled = TRUE;
        SetEvent(request->cancellation);
      }
      result = S_OK;
      break;
    }
  }
  ReleaseSRWLockExclusive(&lock);
  account_log("cancel device=%d callback=%p", device_number(device), callback);
  return result;
}
