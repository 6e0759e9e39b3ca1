/*
 * The stand-in server for benchmarks, by STAND_IN_BARE: what is measured is then the caller.
 *
 * It checks nothing. Requests take none of its memory: they wait in a queue of fixed size. One
 * thread of its own completes all of them with S_OK, one after the other, as soon as it may, and
 * lets the device's link as it is. A benchmark may tell it to hold them, and asks it what a client
 * has allocated meanwhile.
 */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "stand_in.h"

#include <tlhelp32.h>

enum { CAPACITY = 1 << 15 };

BOOL bare;

static SRWLOCK lock = SRWLOCK_INIT;
static CONDITION_VARIABLE changed = CONDITION_VARIABLE_INIT;
static IConnectionRequestCallback *queue[CAPACITY];
static unsigned first;
static unsigned count;
static BOOL held;
static BOOL ending;
static HANDLE thread;

static DWORD WINAPI complete_all(void *argument) {
  (void)argument;
  AcquireSRWLockExclusive(&lock);
  for (;;) {
    while (!ending && (held || count == 0)) {
      SleepConditionVariableSRW(&changed, &lock, INFINITE, 0);
    }
    if (ending) {
      break;
    }
    IConnectionRequestCallback *callback = queue[first];
    first = (first + 1) % CAPACITY;
    count--;
    ReleaseSRWLockExclusive(&lock);
    callback->lpVtbl->OnComplete(callback, S_OK);
    callback->lpVtbl->Release(callback);
    AcquireSRWLockExclusive(&lock);
  }
  ReleaseSRWLockExclusive(&lock);
  return 0;
}

static void start_thread(void) { thread = CreateThread(NULL, 0, complete_all, NULL, 0, NULL); }

void bare_configure(void) {
  char text[2];
  bare = GetEnvironmentVariableA("STAND_IN_BARE", text, sizeof text) == 1 && text[0] == '1';
  if (bare) {
    start_thread();
  }
}

HRESULT bare_submit(IConnectionRequestCallback *callback) {
  callback->lpVtbl->AddRef(callback);
  AcquireSRWLockExclusive(&lock);
  BOOL full = count == CAPACITY;
  if (!full) {
    queue[(first + count++) % CAPACITY] = callback;
  }
  ReleaseSRWLockExclusive(&lock);
  if (full) {
    callback->lpVtbl->Release(callback);
    return E_OUTOFMEMORY;
  }
  WakeConditionVariable(&changed);
  return S_OK;
}

/* While requests are held, none completes. */
__declspec(dllexport) void WINAPI StandInHold(BOOL hold) {
  AcquireSRWLockExclusive(&lock);
  held = hold;
  ReleaseSRWLockExclusive(&lock);
  WakeConditionVariable(&changed);
}

/* Has the thread end that completes requests, and a new one take its place: what its callers have
   left on it goes with it. To be called while there is no request. */
__declspec(dllexport) void WINAPI StandInRenew(void) {
  AcquireSRWLockExclusive(&lock);
  ending = TRUE;
  ReleaseSRWLockExclusive(&lock);
  WakeConditionVariable(&changed);
  WaitForSingleObject(thread, INFINITE);
  CloseHandle(thread);
  ending = FALSE;
  start_thread();
}

/* --- what a client has allocated --------------------------------------------------------------- */

/* Only what the watched module itself asks for; the layout is also known to src/bench. */
typedef struct {
  LONG64 blocks;
  LONG64 bytes;
  LONG64 threads; /* of the whole process */
} Taken;

static volatile LONG64 blocks;
static volatile LONG64 bytes;

static void count_block(LONG64 number, SIZE_T size) {
  InterlockedExchangeAdd64(&blocks, number);
  InterlockedExchangeAdd64(&bytes, number * (LONG64)size);
}

static LPVOID WINAPI heap_alloc(HANDLE heap, DWORD flags, SIZE_T size) {
  void *block = HeapAlloc(heap, flags, size);
  count_block(block != NULL, size);
  return block;
}

static BOOL WINAPI heap_free(HANDLE heap, DWORD flags, LPVOID block) {
  if (block != NULL) {
    count_block(-1, HeapSize(heap, 0, block));
  }
  return HeapFree(heap, flags, block);
}

static void *counted_malloc(size_t size) {
  void *block = malloc(size);
  count_block(block != NULL, size);
  return block;
}

static void counted_free(void *block) {
  if (block != NULL) {
    count_block(-1, _msize(block));
  }
  free(block);
}

static const struct {
  const char *name;
  void *function;
} counted[] = {{"HeapAlloc", heap_alloc},
               {"HeapFree", heap_free},
               {"malloc", counted_malloc},
               {"free", counted_free}};

/* Puts a function of ours into the place where the module looks its function up. */
static void replace(IMAGE_THUNK_DATA *place, const char *name) {
  for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
    DWORD protection;
    if (strcmp(name, counted[i].name) == 0 &&
        VirtualProtect(place, sizeof *place, PAGE_READWRITE, &protection)) {
      place->u1.Function = (ULONG_PTR)counted[i].function;
      VirtualProtect(place, sizeof *place, protection, &protection);
    }
  }
}

/* Counts from now on what a module allocates. Not reallocations, which no request makes. */
__declspec(dllexport) void WINAPI StandInWatch(const BYTE *module) {
  const IMAGE_NT_HEADERS *headers =
      (const void *)(module + ((const IMAGE_DOS_HEADER *)module)->e_lfanew);
  const IMAGE_DATA_DIRECTORY *directory =
      &headers->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT];
  const IMAGE_IMPORT_DESCRIPTOR *dll = (const void *)(module + directory->VirtualAddress);
  for (; dll->FirstThunk != 0; dll++) {
    const IMAGE_THUNK_DATA *name = (const void *)(module + dll->OriginalFirstThunk);
    IMAGE_THUNK_DATA *place = (void *)(module + dll->FirstThunk);
    for (; name->u1.AddressOfData != 0; name++, place++) {
      if (!IMAGE_SNAP_BY_ORDINAL(name->u1.Ordinal)) {
        replace(place, ((const IMAGE_IMPORT_BY_NAME *)(module + name->u1.AddressOfData))->Name);
      }
    }
  }
}

static LONG64 thread_count(void) {
  LONG64 found = 0;
  THREADENTRY32 entry = {.dwSize = sizeof entry};
  HANDLE snapshot = CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0);
  for (BOOL more = Thread32First(snapshot, &entry); more; more = Thread32Next(snapshot, &entry)) {
    found += entry.th32OwnerProcessID == GetCurrentProcessId();
  }
  CloseHandle(snapshot);
  return found;
}

__declspec(dllexport) void WINAPI StandInTaken(Taken *taken) {
  taken->blocks = InterlockedExchangeAdd64(&blocks, 0);
  taken->bytes = InterlockedExchangeAdd64(&bytes, 0);
  taken->threads = thread_count();
}
