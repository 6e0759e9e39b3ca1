package io.github.vertxwpd.connector.wpd;

import io.github.vertxwpd.connector.NativeCallException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests one after the other, and many at once: how long they take, and what they leave. */
final class NativeRequestTimes {
  private static final long LIMIT_SECONDS = 120;
  private static final long FREED_MS = 100;

  private final NativeStandIn server;
  private final AtomicInteger awaited = new AtomicInteger();
  private final Semaphore all = new Semaphore(0);
  private final List<Runnable> inFlight = new ArrayList<>();
  private volatile long last;

  NativeRequestTimes(NativeStandIn server) {
    this.server = server;
  }

  /** The time is taken on the thread that brings the completion: nobody has to wake up for it. */
  private void completed() {
    long now = System.nanoTime();
    if (awaited.decrementAndGet() == 0) {
      last = now;
      all.release();
    }
  }

  private void awaitAll() throws InterruptedException {
    if (!all.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(awaited + " requests do not complete");
    }
  }

  /** JNA frees its own memory some time after nobody refers to it. */
  private NativeStock stock() throws InterruptedException {
    NativeStock before = NativeStock.take(server);
    while (true) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(FREED_MS);
      NativeStock now = NativeStock.take(server);
      if (now.taken().blocks() == before.taken().blocks() && now.closures() == before.closures()) {
        return now;
      }
      before = now;
    }
  }

  /** Makes requests, each after the end of the one before. */
  void oneAfterTheOther(NativeRequests subject, int count)
      throws NativeCallException, InterruptedException {
    long[] nanos = new long[count];
    server.renewThread();
    NativeStock before = stock();
    for (int i = 0; i < count; i++) {
      awaited.set(1);
      long start = System.nanoTime();
      Runnable end = subject.disconnect(this::completed);
      awaitAll();
      nanos[i] = last - start;
      end.run();
    }
    NativeStock after = stock();
    NativeFigures figures = new NativeFigures("Disconnect", subject.name());
    figures.printMicros(nanos);
    figures.print("Java bytes", after.allocated() - before.allocated(), count);
    figures.print("closures left", after.closures() - before.closures(), count);
    figures.print("attachments", after.attached() - before.attached(), count);
    figures.print("native bytes left", after.taken().bytes() - before.taken().bytes(), count);
  }

  /** Makes requests that stay in flight until {@link #complete}. */
  void hold(NativeRequests subject, int count) throws NativeCallException, InterruptedException {
    server.renewThread();
    server.hold(true);
    awaited.set(count);
    NativeStock before = stock();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      inFlight.add(subject.disconnect(this::completed));
    }
    long queued = System.nanoTime();
    NativeStock during = stock();
    NativeFigures figures = new NativeFigures("in flight", subject.name());
    figures.print("us to queue", NativeFigures.micros(queued - start) / count);
    figures.print("Java bytes", during.allocated() - before.allocated(), count);
    figures.print("native blocks", during.taken().blocks() - before.taken().blocks(), count);
    figures.print("native bytes", during.taken().bytes() - before.taken().bytes(), count);
    figures.print("closures", during.closures() - before.closures(), count);
    figures.print("threads", during.taken().threads() - before.taken().threads(), 1);
    figures.print("Java threads", during.javaThreads() - before.javaThreads(), 1);
  }

  /** Lets the requests of {@link #hold} complete, and waits for it. */
  void complete(NativeRequests subject, int count) throws InterruptedException {
    long attached = NativeStock.take(server).attached();
    long start = System.nanoTime();
    server.hold(false);
    awaitAll();
    NativeFigures figures = new NativeFigures("in flight", subject.name());
    figures.print("us to complete", NativeFigures.micros(last - start) / count);
    inFlight.forEach(Runnable::run);
    inFlight.clear();
    attached = NativeStock.take(server).attached() - attached;
    figures.print("attachments", attached, count);
  }
}
