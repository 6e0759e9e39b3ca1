package io.github.vertxwpd.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The real files, in a test's hands: the disk may be full, or slow. */
final class FaultyDisk implements AuditDisk {
  private final AtomicInteger appends = new AtomicInteger();
  private volatile int room = Integer.MAX_VALUE;
  private volatile boolean uncuttable;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /** From now on only so many bytes of each write fit. */
  void fill(int bytes) {
    room = bytes;
  }

  /** What was written in part cannot be taken away either. */
  void refuseToCut() {
    uncuttable = true;
  }

  /** Everything can be written again. */
  void makeRoom() {
    room = Integer.MAX_VALUE;
    uncuttable = false;
  }

  /** Writes wait from now on, until the latch is counted down. */
  CountDownLatch hold() {
    CountDownLatch held = new CountDownLatch(1);
    gate = held;
    return held;
  }

  /** Returns how often it was tried to write something. */
  int appends() {
    return appends.get();
  }

  @Override
  public void create(Path file) throws IOException {
    FILES.create(file);
  }

  @Override
  public void append(Path file, long size, ByteBuffer bytes) throws IOException {
    appends.incrementAndGet();
    awaitGate();
    if (bytes.remaining() <= room) {
      FILES.append(file, size, bytes);
      return;
    }
    bytes.limit(bytes.position() + room);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(bytes, size);
    }
    throw new IOException("No space left on device");
  }

  @Override
  public void cut(Path file, long size) throws IOException {
    if (uncuttable) {
      throw new IOException("Input/output error");
    }
    FILES.cut(file, size);
  }

  private void awaitGate() throws IOException {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
