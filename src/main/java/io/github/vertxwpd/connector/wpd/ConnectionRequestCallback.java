package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.github.vertxwpd.connector.Completion;
import io.github.vertxwpd.connector.CompletionListener;
import io.github.vertxwpd.model.Hresult;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * {@code IConnectionRequestCallback}, implemented: one native object for each request, by whose
 * address Windows tells requests apart.
 *
 * <p>The object is 16 bytes, {@code {vtable, key}}. What belongs to it is found by its address in a
 * map, which also keeps it reachable: native code may call it on any thread, any number of times,
 * until its count is zero. Only then it leaves the map; a completion alone frees nothing. What is
 * still counted when the process ends is never freed.
 */
final class ConnectionRequestCallback {
  private static final int OBJECT_SIZE = 16;

  /**
   * How many objects stay allocated after their end: native code that calls one too late still
   * finds a vtable, and its address does not name another request soon.
   */
  private static final int RETIRED = 1_024;

  private static final Map<Long, ConnectionRequestCallback> LIVE = new ConcurrentHashMap<>();
  private static final ArrayDeque<Long> RETIRED_ADDRESSES = new ArrayDeque<>();
  private static final AtomicLong KEYS = new AtomicLong();
  private static final LongAdder LATE_CALLS = new LongAdder();

  private final Pointer pointer;
  private final CompletionListener listener;
  private final ReferenceCount references = new ReferenceCount();
  private final AtomicInteger completions = new AtomicInteger();
  private volatile boolean refused;

  private ConnectionRequestCallback(Pointer pointer, CompletionListener listener) {
    this.pointer = pointer;
    this.listener = listener;
  }

  /**
   * Makes the object of a request that is about to be queued. Exactly one of {@link #queued} and
   * {@link #refused} follows.
   *
   * @param listener told of every completion, on the thread that brings it
   */
  static ConnectionRequestCallback create(CompletionListener listener) {
    Pointer object = new Pointer(Native.malloc(OBJECT_SIZE));
    object.setPointer(0, CallbackVtable.pointer());
    object.setLong(Native.POINTER_SIZE, KEYS.incrementAndGet());
    ConnectionRequestCallback callback = new ConnectionRequestCallback(object, listener);
    LIVE.put(Pointer.nativeValue(object), callback);
    return callback;
  }

  /** Returns how many objects native code may still call. */
  static int liveObjects() {
    return LIVE.size();
  }

  /** Returns how many calls came for an object that was already released by everybody. */
  static long lateCalls() {
    return LATE_CALLS.sum();
  }

  Pointer pointer() {
    return pointer;
  }

  /** Notes that the native call returned success. */
  void queued() {
    references.queued();
  }

  /** Notes that the native call failed: what comes now is no completion, and is not handed on. */
  void refused() {
    refused = true;
    references.complete();
    release();
  }

  /** Gives up the caller's interest. Completions that still come are handed on. Idempotent. */
  void release() {
    references.giveUp();
    retireAtZero();
  }

  static Hresult queryInterface(Pointer self, Pointer iid, Pointer out) {
    if (out == null) {
      return Hresult.E_POINTER;
    }
    out.setPointer(0, null);
    if (iid == null) {
      return Hresult.E_POINTER;
    }
    Guid wanted = Guid.read(iid);
    boolean known =
        wanted.equals(WpdGuids.IID_IUNKNOWN)
            || wanted.equals(WpdGuids.IID_ICONNECTION_REQUEST_CALLBACK)
            || wanted.equals(WpdGuids.IID_IAGILE_OBJECT);
    ConnectionRequestCallback callback = find(self);
    if (!known || callback == null) {
      return Hresult.E_NOINTERFACE;
    }
    callback.references.add();
    out.setPointer(0, self);
    return Hresult.S_OK;
  }

  static int addReference(Pointer self) {
    ConnectionRequestCallback callback = find(self);
    return callback == null ? 0 : callback.references.add();
  }

  static int releaseReference(Pointer self) {
    ConnectionRequestCallback callback = find(self);
    if (callback == null) {
      return 0;
    }
    int left = callback.references.remove();
    callback.retireAtZero();
    return left;
  }

  static void complete(Pointer self, Hresult status) {
    ConnectionRequestCallback callback = find(self);
    if (callback == null) {
      return;
    }
    if (callback.refused) {
      LATE_CALLS.increment();
      return;
    }
    try {
      int ordinal = callback.completions.incrementAndGet();
      callback.listener.completed(new Completion(status, ordinal));
    } finally {
      callback.references.complete();
      callback.retireAtZero();
    }
  }

  private static ConnectionRequestCallback find(Pointer self) {
    ConnectionRequestCallback callback = LIVE.get(Pointer.nativeValue(self));
    if (callback == null) {
      LATE_CALLS.increment();
    }
    return callback;
  }

  private void retireAtZero() {
    long address = Pointer.nativeValue(pointer);
    if (references.isZero() && LIVE.remove(address, this)) {
      synchronized (RETIRED_ADDRESSES) {
        RETIRED_ADDRESSES.addLast(address);
        if (RETIRED_ADDRESSES.size() > RETIRED) {
          Native.free(RETIRED_ADDRESSES.removeFirst());
        }
      }
    }
  }
}
