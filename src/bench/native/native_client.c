/*
 * The C program beside which NativeBenchmark measures Java: the same calls of the same server, by a
 * client that is as simple as one can be in C.
 *
 * It reads commands, "<command> <count>" a line, and answers each with lines
 * "<row>\t<figure>\t<value>" and a last line "done". It ends with its input.
 */
#include <initguid.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "callback.h"

enum { SLICES = 20, MAX_REQUESTS = 20000 };

typedef struct {
  LONG64 blocks;
  LONG64 bytes;
  LONG64 threads;
} Taken;

static IPortableDeviceConnector *connector;
static void(WINAPI *hold)(BOOL hold);
static void(WINAPI *take_stock)(Taken *taken);
static LONG64 frequency;

static void must(BOOL holds, const char *what) {
  if (!holds) {
    printf("failed: %s\n", what);
    fflush(stdout);
    exit(1);
  }
}

static LONG64 ticks(void) {
  LARGE_INTEGER now;
  QueryPerformanceCounter(&now);
  return now.QuadPart;
}

static double nanos(LONG64 duration) { return 1e9 * (double)duration / (double)frequency; }

static int compare(const void *left, const void *right) {
  double difference = *(const double *)left - *(const double *)right;
  return (difference > 0) - (difference < 0);
}

/* The nearest rank; sorts the values. */
static double rank(double *values, int count, double part) {
  qsort(values, count, sizeof *values, compare);
  int index = (int)(part * count);
  return values[index < count ? index : count - 1];
}

static void figure(const char *row, const char *name, double value) {
  printf("%s, C program\t%s\t%.3f\n", row, name, value);
}

/* --- a callback ----------------------------------------------------------------------------- */

static HANDLE completed;
static volatile LONG completions;
static volatile LONG awaited;
static volatile LONG64 last_completion;

static ULONG STDMETHODCALLTYPE release(IConnectionRequestCallback *self) {
  LONG left = InterlockedDecrement(&((CallbackObject *)self)->references);
  if (left == 0) {
    free(self);
  }
  return left;
}

static HRESULT STDMETHODCALLTYPE on_complete(IConnectionRequestCallback *self, HRESULT status) {
  (void)self;
  must(status == S_OK, "OnComplete");
  LONG64 now = ticks();
  if (InterlockedIncrement(&completions) == awaited) {
    last_completion = now;
    SetEvent(completed);
  }
  return S_OK;
}

static IConnectionRequestCallbackVtbl vtable = {query_interface, add_ref, release, on_complete};

/* The server alone keeps it: who cannot cancel needs no reference of his own. */
static void disconnect(void) {
  CallbackObject *callback = malloc(sizeof *callback);
  callback->face.lpVtbl = &vtable;
  callback->references = 1;
  HRESULT result = connector->lpVtbl->Disconnect(connector, &callback->face);
  must(result == S_OK, "Disconnect");
  callback->face.lpVtbl->Release(&callback->face);
}

static void await(LONG count) {
  completions = 0;
  awaited = count;
}

static void until_completed(void) {
  must(WaitForSingleObject(completed, 60000) == WAIT_OBJECT_0, "all requests complete");
}

/* --- what is measured ------------------------------------------------------------------------ */

static void add_ref_and_release(void) {
  connector->lpVtbl->AddRef(connector);
  connector->lpVtbl->Release(connector);
}

static void get_pnp_id(void) {
  LPWSTR id;
  must(connector->lpVtbl->GetPnPID(connector, &id) == S_OK && wcslen(id) > 0, "GetPnPID");
  CoTaskMemFree(id);
}

/* The middle one of some slices: what disturbs a few of them is not seen. */
static void calls(const char *row, void (*call)(void), int count) {
  double slices[SLICES];
  for (int slice = 0; slice < SLICES; slice++) {
    LONG64 start = ticks();
    for (int i = 0; i < count / SLICES; i++) {
      call();
    }
    slices[slice] = nanos(ticks() - start) / (count / SLICES);
  }
  figure(row, "ns", rank(slices, SLICES, 0.5));
}

static void requests(int count) {
  static double durations[MAX_REQUESTS];
  for (int i = 0; i < count; i++) {
    await(1);
    LONG64 start = ticks();
    disconnect();
    until_completed();
    durations[i] = nanos(last_completion - start) / 1000;
  }
  figure("Disconnect", "p50 us", rank(durations, count, 0.5));
  figure("Disconnect", "p99 us", rank(durations, count, 0.99));
}

static const char IN_FLIGHT[] = "in flight";

static void queue_and_hold(int count) {
  Taken before, during;
  hold(TRUE);
  await(count);
  take_stock(&before);
  LONG64 start = ticks();
  for (int i = 0; i < count; i++) {
    disconnect();
  }
  LONG64 queued = ticks();
  take_stock(&during);
  figure(IN_FLIGHT, "us to queue", nanos(queued - start) / 1000 / count);
  figure(IN_FLIGHT, "native blocks", (double)(during.blocks - before.blocks) / count);
  figure(IN_FLIGHT, "native bytes", (double)(during.bytes - before.bytes) / count);
  figure(IN_FLIGHT, "threads", (double)(during.threads - before.threads));
}

static void let_complete(int count) {
  LONG64 start = ticks();
  hold(FALSE);
  until_completed();
  figure(IN_FLIGHT, "us to complete", nanos(last_completion - start) / 1000 / count);
}

static void carry_out(const char *command, int count) {
  if (strcmp(command, "calls") == 0) {
    calls("AddRef+Release", add_ref_and_release, count);
    calls("GetPnPID", get_pnp_id, count / 4);
  } else if (strcmp(command, "requests") == 0) {
    must(count <= MAX_REQUESTS, "so many requests");
    requests(count);
  } else if (strcmp(command, "hold") == 0) {
    queue_and_hold(count);
  } else if (strcmp(command, "complete") == 0) {
    let_complete(count);
  } else {
    must(FALSE, command);
  }
}

static IPortableDeviceConnector *first_connector(void) {
  IEnumPortableDeviceConnectors *enumerator = NULL;
  IPortableDeviceConnector *found = NULL;
  must(CoCreateInstance(&CLSID_EnumBthMtpConnectors, NULL, CLSCTX_INPROC_SERVER,
                        &IID_IEnumPortableDeviceConnectors, (void **)&enumerator) == S_OK,
       "CoCreateInstance");
  must(enumerator->lpVtbl->Next(enumerator, 1, &found, NULL) == S_OK, "Next");
  enumerator->lpVtbl->Release(enumerator);
  return found;
}

int main(void) {
  char line[100], command[100];
  int count;
  LARGE_INTEGER per_second;
  QueryPerformanceFrequency(&per_second);
  frequency = per_second.QuadPart;
  completed = CreateEventW(NULL, FALSE, FALSE, NULL);
  must(CoInitializeEx(NULL, COINIT_MULTITHREADED) == S_OK, "CoInitializeEx");
  connector = first_connector();
  HMODULE server = GetModuleHandleW(L"wpd_stand_in.dll");
  hold = (void *)GetProcAddress(server, "StandInHold");
  take_stock = (void *)GetProcAddress(server, "StandInTaken");
  void(WINAPI * watch)(HMODULE module) = (void *)GetProcAddress(server, "StandInWatch");
  watch(GetModuleHandleW(NULL));
  while (fgets(line, sizeof line, stdin) != NULL) {
    must(sscanf(line, "%99s %d", command, &count) == 2, "a command and a count");
    carry_out(command, count);
    printf("done\n");
    fflush(stdout);
  }
  connector->lpVtbl->Release(connector);
  CoUninitialize();
  return 0;
}
