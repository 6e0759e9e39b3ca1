package io.github.vertxwpd.connector.wpd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.github.vertxwpd.connector.Completion;
import io.github.vertxwpd.model.Hresult;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The callback object as native code sees it: through its vtable, on any thread, at any time. */
class ConnectionRequestCallbackTest {
  private static final int E_POINTER = 0x80004003;
  private static final int E_NOINTERFACE = 0x80004002;

  private final ConcurrentLinkedQueue<Completion> completions = new ConcurrentLinkedQueue<>();
  private final Memory out = new Memory(Native.POINTER_SIZE);
  private final Memory iid = new Memory(Guid.SIZE);
  private int liveBefore;
  private long lateBefore;

  @BeforeEach
  void count() {
    liveBefore = ConnectionRequestCallback.liveObjects();
    lateBefore = ConnectionRequestCallback.lateCalls();
  }

  @AfterEach
  void free() {
    out.close();
    iid.close();
  }

  private int live() {
    return ConnectionRequestCallback.liveObjects() - liveBefore;
  }

  private long late() {
    return ConnectionRequestCallback.lateCalls() - lateBefore;
  }

  private ConnectionRequestCallback create() {
    return ConnectionRequestCallback.create(completions::add);
  }

  private static NativeCallback seenByWindows(ConnectionRequestCallback callback) {
    return new NativeCallback(new Pointer(Pointer.nativeValue(callback.pointer())));
  }

  private int query(NativeCallback object, Guid wanted) {
    wanted.write(iid);
    out.setPointer(0, new Pointer(0xBAD));
    return object.queryInterface(iid, out);
  }

  @Test
  void queryInterfaceAnswersItsInterfacesWithTheSamePointerAndCounts() {
    ConnectionRequestCallback callback = create();
    NativeCallback object = seenByWindows(callback);
    for (Guid known :
        List.of(
            WpdGuids.IID_IUNKNOWN,
            WpdGuids.IID_ICONNECTION_REQUEST_CALLBACK,
            WpdGuids.IID_IAGILE_OBJECT)) {
      assertThat(query(object, known)).isZero();
      assertThat(out.getPointer(0)).isEqualTo(object.pointer());
    }
    assertThat(object.release()).isEqualTo(3);
    assertThat(object.release()).isEqualTo(2);
    assertThat(object.release()).isEqualTo(1);
    callback.refused();
    assertThat(live()).isZero();
  }

  @Test
  void queryInterfaceRefusesAnUnknownInterfaceAndClearsTheOutPointer() {
    ConnectionRequestCallback callback = create();
    NativeCallback object = seenByWindows(callback);
    assertThat(query(object, WpdGuids.IID_IPORTABLE_DEVICE_MANAGER)).isEqualTo(E_NOINTERFACE);
    assertThat(out.getPointer(0)).isNull();
    assertThat(object.addRef()).as("nothing was counted").isEqualTo(2);
    object.release();
    callback.refused();
  }

  @Test
  void queryInterfaceRefusesNullPointers() {
    ConnectionRequestCallback callback = create();
    NativeCallback object = seenByWindows(callback);
    WpdGuids.IID_IUNKNOWN.write(iid);
    assertThat(object.queryInterface(iid, Pointer.NULL)).isEqualTo(E_POINTER);
    out.setPointer(0, new Pointer(0xBAD));
    assertThat(object.queryInterface(Pointer.NULL, out)).isEqualTo(E_POINTER);
    assertThat(out.getPointer(0)).isNull();
    callback.refused();
  }

  @Test
  void everyRequestHasAnObjectOfItsOwnAndAllShareOneVtable() {
    ConnectionRequestCallback first = create();
    ConnectionRequestCallback second = create();
    assertThat(first.pointer()).isNotEqualTo(second.pointer());
    assertThat(first.pointer().getPointer(0)).isEqualTo(second.pointer().getPointer(0));
    assertThat(first.pointer().getLong(8)).isNotEqualTo(second.pointer().getLong(8));
    first.refused();
    second.refused();
  }

  @Test
  void aCompletionIsHandedOnWithItsStatus() {
    ConnectionRequestCallback callback = create();
    NativeCallback object = seenByWindows(callback);
    object.addRef();
    callback.queued();
    assertThat(object.onComplete(0x800704C7)).isZero();
    assertThat(completions).containsExactly(new Completion(Hresult.ERROR_CANCELLED, 1));
    object.release();
    callback.release();
    assertThat(live()).isZero();
  }

  @Test
  void aSecondCompletionIsTheSecond() {
    ConnectionRequestCallback callback = create();
    NativeCallback object = seenByWindows(callback);
    object.addRef();
    callback.queued();
    object.onComplete(0);
    object.onComplete(0x80004005);
    assertThat(completions)
        .containsExactly(new Completion(Hresult.S_OK, 1), new Completion(Hresult.E_FAIL, 2));
    object.release();
    callback.release();
    assertThat(live()).isZero();
  }

  @Test
  void aCompletionFreesNothing() {
    ConnectionRequestCallback callback = create();
    NativeCallback object = seenByWindows(callback);
    object.addRef();
    callback.queued();
    callback.release();
    object.onComplete(0);
    assertThat(live()).isEqualTo(1);
    assertThat(object.release()).isZero();
    assertThat(live()).isZero();
  }

  @Test
  void aCompletionAfterTheCallerGaveUpIsStillHandedOn() {
    ConnectionRequestCallback callback = create();
    NativeCallback object = seenByWindows(callback);
    object.addRef();
    callback.queued();
    callback.release();
    object.onComplete(0);
    assertThat(completions).containsExactly(new Completion(Hresult.S_OK, 1));
    object.release();
  }

  @Test
  void aServerThatDoesNotCountIsWaitedForUntilItsCompletion() {
    ConnectionRequestCallback callback = create();
    NativeCallback object = seenByWindows(callback);
    callback.queued();
    callback.release();
    assertThat(live()).isEqualTo(1);
    object.onComplete(0);
    assertThat(completions).hasSize(1);
    assertThat(live()).isZero();
  }

  @Test
  void aServerThatGivesItsReferenceBackWithoutACompletionEndsTheObject() {
    ConnectionRequestCallback callback = create();
    NativeCallback object = seenByWindows(callback);
    object.addRef();
    callback.queued();
    callback.release();
    assertThat(live()).isEqualTo(1);
    object.release();
    assertThat(live()).isZero();
    assertThat(completions).isEmpty();
  }

  @Test
  void releasesBeyondTheServersOwnDoNotTakeOurReference() {
    ConnectionRequestCallback callback = create();
    NativeCallback object = seenByWindows(callback);
    object.addRef();
    callback.queued();
    object.release();
    assertThat(object.release()).isEqualTo(1);
    assertThat(live()).isEqualTo(1);
    object.onComplete(0);
    assertThat(completions).hasSize(1);
    callback.release();
    assertThat(live()).isZero();
  }

  @Test
  void givingUpTwiceIsGivingUpOnce() {
    ConnectionRequestCallback callback = create();
    NativeCallback object = seenByWindows(callback);
    object.addRef();
    callback.queued();
    callback.release();
    callback.release();
    assertThat(live()).isEqualTo(1);
    object.release();
    assertThat(live()).isZero();
  }

  @Test
  void callsAfterTheLastReleaseAreCountedAndHarmless() {
    ConnectionRequestCallback callback = create();
    NativeCallback object = seenByWindows(callback);
    object.addRef();
    callback.queued();
    object.onComplete(0);
    object.release();
    callback.release();
    assertThat(live()).isZero();

    assertThat(object.onComplete(0)).isZero();
    assertThat(object.addRef()).isZero();
    assertThat(object.release()).isZero();
    assertThat(query(object, WpdGuids.IID_IUNKNOWN)).isEqualTo(E_NOINTERFACE);
    assertThat(late()).isEqualTo(4);
    assertThat(completions).hasSize(1);
  }

  @Test
  void aRetiredAddressIsNotGivenToTheNextRequest() {
    ConnectionRequestCallback first = create();
    first.refused();
    List<ConnectionRequestCallback> next = IntStream.range(0, 100).mapToObj(i -> create()).toList();
    assertThat(next).extracting(ConnectionRequestCallback::pointer).doesNotContain(first.pointer());
    next.forEach(ConnectionRequestCallback::refused);
    assertThat(live()).isZero();
  }

  @Test
  void aRefusedRequestHasNoCompletion() {
    ConnectionRequestCallback callback = create();
    NativeCallback object = seenByWindows(callback);
    object.addRef();
    callback.refused();
    assertThat(object.onComplete(0)).isZero();
    assertThat(completions).isEmpty();
    assertThat(late()).isEqualTo(1);
    assertThat(live()).isEqualTo(1);
    object.release();
    assertThat(live()).isZero();
  }

  @Test
  void aListenerThatThrowsDoesNotReachNativeCode() {
    ConnectionRequestCallback callback =
        ConnectionRequestCallback.create(
            completion -> {
              throw new IllegalStateException("a listener's mistake");
            });
    NativeCallback object = seenByWindows(callback);
    object.addRef();
    callback.queued();
    assertThat(object.onComplete(0)).isZero();
    assertThat(object.release()).isEqualTo(1);
    callback.release();
    assertThat(live()).isZero();
  }

  @Test
  @Timeout(60)
  void theObjectOutlivesEveryReferenceOfItsCaller() {
    List<NativeCallback> objects = new ArrayList<>();
    WeakReference<Object> canary = queueAndForget(objects);
    while (canary.get() != null) {
      System.gc();
    }
    System.gc();

    objects.forEach(object -> assertThat(object.onComplete(0)).isZero());
    assertThat(completions).hasSize(objects.size());
    objects.forEach(object -> assertThat(object.release()).isZero());
    assertThat(live()).isZero();
  }

  private WeakReference<Object> queueAndForget(List<NativeCallback> objects) {
    for (int i = 0; i < 100; i++) {
      ConnectionRequestCallback callback = create();
      NativeCallback object = seenByWindows(callback);
      object.addRef();
      callback.queued();
      callback.release();
      objects.add(object);
    }
    return new WeakReference<>(new Object());
  }

  @Test
  void manyThreadsMayCallAtOnce() throws Exception {
    int threads = 16;
    int rounds = 200;
    ConnectionRequestCallback callback = create();
    NativeCallback object = seenByWindows(callback);
    object.addRef();
    callback.queued();
    CountDownLatch start = new CountDownLatch(1);
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      CompletableFuture<Void> end = new CompletableFuture<>();
      ends.add(end);
      new Thread(() -> hammer(object, rounds, start, end)).start();
    }
    start.countDown();
    for (CompletableFuture<Void> end : ends) {
      end.get(20, TimeUnit.SECONDS);
    }
    assertThat(completions)
        .extracting(Completion::ordinal)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, threads * rounds).boxed().toList());
    assertThat(object.release()).as("only our own reference is left").isEqualTo(1);
    callback.release();
    assertThat(live()).isZero();
    assertThat(late()).isZero();
  }

  private static void hammer(
      NativeCallback object, int rounds, CountDownLatch start, CompletableFuture<Void> end) {
    try {
      start.await();
      for (int i = 0; i < rounds; i++) {
        object.addRef();
        object.onComplete(i);
        object.release();
      }
      end.complete(null);
    } catch (InterruptedException | RuntimeException e) {
      end.completeExceptionally(e);
    }
  }

  @Test
  void givingUpAndTheLastReleaseMayMeet() throws Exception {
    for (int i = 0; i < 500; i++) {
      ConnectionRequestCallback callback = create();
      NativeCallback object = seenByWindows(callback);
      object.addRef();
      callback.queued();
      CompletableFuture<Integer> server =
          CompletableFuture.supplyAsync(() -> object.onComplete(0) + object.release());
      callback.release();
      server.get(20, TimeUnit.SECONDS);
      assertThat(live()).isZero();
    }
    assertThat(completions).hasSize(500);
    assertThat(late()).isZero();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "makes its native threads with pthread_create")
  void aNativeThreadIsAttachedForItsCall() throws Exception {
    CompletableFuture<Thread> caller = new CompletableFuture<>();
    ConnectionRequestCallback callback =
        ConnectionRequestCallback.create(completion -> caller.complete(Thread.currentThread()));
    NativeCallback object = seenByWindows(callback);
    object.addRef();
    callback.queued();
    // OnComplete starts as the thread's own function: its second argument, the status, is whatever
    // the register holds.
    NativeThreads.join(NativeThreads.start(object.method(3), object.pointer()));
    Thread thread = caller.get(20, TimeUnit.SECONDS);
    assertThat(thread).isNotSameAs(Thread.currentThread());
    assertThat(thread.isAlive()).isFalse();
    object.release();
    callback.release();
    assertThat(live()).isZero();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "makes its native threads with pthread_create")
  void manyNativeThreadsMayCallAtOnce() {
    ConnectionRequestCallback callback = create();
    NativeCallback object = seenByWindows(callback);
    callback.queued();
    List<Long> threads =
        IntStream.range(0, 64)
            .mapToObj(i -> NativeThreads.start(object.method(i % 2 == 0 ? 1 : 3), object.pointer()))
            .toList();
    threads.forEach(NativeThreads::join);
    assertThat(completions).hasSize(32);
    assertThat(object.addRef()).isEqualTo(34);
    IntStream.range(0, 33).forEach(i -> object.release());
    callback.release();
    assertThat(live()).isZero();
  }
}
