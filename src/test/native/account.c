/*
 * The stand-in server's log, its counters, and its watch over the memory that callers have to free.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "stand_in.h"

enum { MAX_THREADS = 64, MAX_BLOCKS = 4096 };

static HANDLE log_file = INVALID_HANDLE_VALUE;
static volatile LONG counters[COUNTER_COUNT];

static SRWLOCK lock = SRWLOCK_INIT;
static DWORD threads[MAX_THREADS];
static int thread_count;
static void *blocks[MAX_BLOCKS];
static BOOL spying;

LONG account_add(Counter counter, LONG amount) {
  return InterlockedExchangeAdd(&counters[counter], amount) + amount;
}

LONG account_get(Counter counter) { return account_add(counter, 0); }

static const char *apartment(void) {
  APTTYPE type;
  APTTYPEQUALIFIER qualifier;
  if (FAILED(CoGetApartmentType(&type, &qualifier))) {
    return "none";
  }
  if (type == APTTYPE_MTA) {
    return qualifier == APTTYPEQUALIFIER_IMPLICIT_MTA ? "implicit-mta" : "mta";
  }
  return type == APTTYPE_NA ? "neutral" : "sta";
}

/* One WriteFile a line, in append mode: lines of several threads do not mix, and what a thread that
   the process's end has killed may have held does not matter. */
static void write_line(const char *start, const char *format, va_list arguments) {
  char line[1024];
  if (log_file == INVALID_HANDLE_VALUE) {
    return;
  }
  int length = snprintf(line, sizeof line - 2, "%s%8lu thread=%04lx apartment=%s ", start,
                        GetTickCount(), GetCurrentThreadId(), apartment());
  int text = vsnprintf(line + length, sizeof line - 2 - length, format, arguments);
  length += text < 0 ? 0 : text;
  if (length > (int)sizeof line - 2) {
    length = sizeof line - 2;
  }
  line[length++] = '\n';
  DWORD written;
  WriteFile(log_file, line, length, &written, NULL);
}

void account_log(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  write_line("", format, arguments);
  va_end(arguments);
}

void account_violation(const char *format, ...) {
  va_list arguments;
  account_add(VIOLATIONS, 1);
  va_start(arguments, format);
  write_line("VIOLATION ", format, arguments);
  va_end(arguments);
}

void account_caller(const char *method) {
  DWORD thread = GetCurrentThreadId();
  if (strcmp(apartment(), "mta") != 0) {
    account_violation("%s: the caller has to initialise the multi-threaded apartment", method);
  }
  AcquireSRWLockExclusive(&lock);
  int i = 0;
  while (i < thread_count && threads[i] != thread) {
    i++;
  }
  if (i == thread_count && thread_count < MAX_THREADS) {
    threads[thread_count++] = thread;
  }
  ReleaseSRWLockExclusive(&lock);
}

void account_summary(void) {
  char freed[16] = "?";
  if (spying) {
    snprintf(freed, sizeof freed, "%ld", account_get(STRINGS_FREED));
  }
  account_log("SUMMARY objects=%ld references=%ld callback-references=%ld strings=%ld freed=%s "
              "threads=%d requests=%ld completions=%ld pending=%ld violations=%ld",
              account_get(OBJECTS), account_get(REFERENCES), account_get(CALLBACK_REFERENCES),
              account_get(STRINGS_ALLOCATED), freed, thread_count, account_get(REQUESTS),
              account_get(COMPLETIONS), account_get(PENDING), account_get(VIOLATIONS));
}

/* --- memory: an IMallocSpy sees the caller's CoTaskMemFree --------------------------------- */

static BOOL replace_block(void *from, void *to) {
  BOOL found = FALSE;
  AcquireSRWLockExclusive(&lock);
  for (int i = 0; i < MAX_BLOCKS && !found; i++) {
    if (blocks[i] == from) {
      blocks[i] = to;
      found = TRUE;
    }
  }
  ReleaseSRWLockExclusive(&lock);
  return found;
}

void *account_allocate(const void *data, size_t size) {
  void *block = CoTaskMemAlloc(size);
  if (block == NULL) {
    return NULL;
  }
  memcpy(block, data, size);
  account_add(STRINGS_ALLOCATED, 1);
  if (!bare && !replace_block(NULL, block)) {
    account_violation("%d blocks are allocated and not freed", MAX_BLOCKS);
  }
  return block;
}

static HRESULT STDMETHODCALLTYPE spy_query_interface(IMallocSpy *self, REFIID iid, void **out) {
  if (IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IMallocSpy)) {
    *out = self;
    return S_OK;
  }
  *out = NULL;
  return E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE spy_reference(IMallocSpy *self) {
  (void)self;
  return 1;
}

static SIZE_T STDMETHODCALLTYPE spy_pre_alloc(IMallocSpy *self, SIZE_T size) {
  (void)self;
  return size;
}

static void *STDMETHODCALLTYPE spy_block(IMallocSpy *self, void *block) {
  (void)self;
  return block;
}

static void *STDMETHODCALLTYPE spy_pre_free(IMallocSpy *self, void *block, BOOL spied) {
  (void)self;
  (void)spied;
  if (block != NULL && replace_block(block, NULL)) {
    account_add(STRINGS_FREED, 1);
  }
  return block;
}

static void STDMETHODCALLTYPE spy_post_free(IMallocSpy *self, BOOL spied) {
  (void)self;
  (void)spied;
}

static SIZE_T STDMETHODCALLTYPE spy_pre_realloc(IMallocSpy *self, void *block, SIZE_T size,
                                                void **new_block, BOOL spied) {
  (void)self;
  (void)spied;
  *new_block = block;
  return size;
}

static void *STDMETHODCALLTYPE spy_spied_block(IMallocSpy *self, void *block, BOOL spied) {
  (void)self;
  (void)spied;
  return block;
}

static SIZE_T STDMETHODCALLTYPE spy_post_get_size(IMallocSpy *self, SIZE_T size, BOOL spied) {
  (void)self;
  (void)spied;
  return size;
}

static int STDMETHODCALLTYPE spy_post_did_alloc(IMallocSpy *self, void *block, BOOL spied,
                                                int actual) {
  (void)self;
  (void)block;
  (void)spied;
  return actual;
}

static void STDMETHODCALLTYPE spy_heap_minimize(IMallocSpy *self) { (void)self; }

/* IMallocSpyVtbl's own order: PreAlloc, PostAlloc, PreFree, PostFree, PreRealloc, PostRealloc,
   PreGetSize, PostGetSize, PreDidAlloc, PostDidAlloc, PreHeapMinimize, PostHeapMinimize. */
static IMallocSpyVtbl spy_vtable = {
    spy_query_interface, spy_reference,   spy_reference,     spy_pre_alloc,
    spy_block,           spy_pre_free,    spy_post_free,     spy_pre_realloc,
    spy_spied_block,     spy_spied_block, spy_post_get_size, spy_spied_block,
    spy_post_did_alloc,  spy_heap_minimize, spy_heap_minimize};
static IMallocSpy spy = {&spy_vtable};

void account_open(void) {
  char path[MAX_PATH];
  DWORD length = GetEnvironmentVariableA("STAND_IN_LOG", path, sizeof path);
  if (length > 0 && length < sizeof path) {
    log_file = CreateFileA(path, FILE_APPEND_DATA, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                           OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
  }
  spying = !bare && SUCCEEDED(CoRegisterMallocSpy(&spy));
}
