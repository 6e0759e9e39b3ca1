/*
 * The stand-in server for benchmarks, by STAND_IN_BARE: what is measured is then the caller.
 *
 * It checks nothing. Requests take none of its memory: they wait in a queue of fixed size. One
 * thread of its own completes all of them with S_OK, one after the other, as soon as it may, and
 * lets the device's link as it is. A benchmark may tell it to hold them, and asks it what the whole
 * process has taken from the system.
 */
#include "stand_in.h"

#include <tlhelp32.h>

enum { CAPACITY = 1 << 15, MAX_HEAPS = 64 };

BOOL bare;

static SRWLOCK lock = SRWLOCK_INIT;
static CONDITION_VARIABLE changed = CONDITION_VARIABLE_INIT;
static IConnectionRequestCallback *queue[CAPACITY];
static unsigned first;
static unsigned count;
static BOOL held;

static DWORD WINAPI complete_all(void *argument) {
  (void)argument;
  AcquireSRWLockExclusive(&lock);
  for (;;) {
    while (held || count == 0) {
      SleepConditionVariableSRW(&changed, &lock, INFINITE, 0);
    }
    IConnectionRequestCallback *callback = queue[first];
    first = (first + 1) % CAPACITY;
    count--;
    ReleaseSRWLockExclusive(&lock);
    callback->lpVtbl->OnComplete(callback, S_OK);
    callback->lpVtbl->Release(callback);
    AcquireSRWLockExclusive(&lock);
  }
  return 0;
}

void bare_configure(void) {
  char text[2];
  bare = GetEnvironmentVariableA("STAND_IN_BARE", text, sizeof text) == 1 && text[0] == '1';
  if (bare) {
    CloseHandle(CreateThread(NULL, 0, complete_all, NULL, 0, NULL));
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

/* What the process has taken from the system; the layout is also known to src/bench. */
typedef struct {
  LONG64 heap_blocks; /* allocated in any of its heaps */
  LONG64 heap_bytes;  /* the same, with what each block costs beside its size */
  LONG64 threads;
} Taken;

static void add_heap(HANDLE heap, Taken *taken) {
  PROCESS_HEAP_ENTRY entry;
  entry.lpData = NULL;
  HeapLock(heap);
  while (HeapWalk(heap, &entry)) {
    if (entry.wFlags & PROCESS_HEAP_ENTRY_BUSY) {
      taken->heap_blocks++;
      taken->heap_bytes += entry.cbData + entry.cbOverhead;
    }
  }
  HeapUnlock(heap);
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
  HANDLE heaps[MAX_HEAPS];
  DWORD heap_count = GetProcessHeaps(MAX_HEAPS, heaps);
  ZeroMemory(taken, sizeof *taken);
  for (DWORD i = 0; i < heap_count && i < MAX_HEAPS; i++) {
    add_heap(heaps[i], taken);
  }
  taken->threads = thread_count();
}
