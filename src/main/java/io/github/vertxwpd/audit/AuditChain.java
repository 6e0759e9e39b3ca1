package io.github.vertxwpd.audit;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The end of a chain, where it grows. Used by one thread at a time, by the one who holds the
 * chain's {@link ChainLock}.
 */
final class AuditChain {
  /**
   * Something to record.
   *
   * @param time when it happened
   * @param entry what
   */
  record Stamped(Instant time, AuditEntry entry) {}

  private final Path directory;
  private final String name;
  private final AuditDisk disk;
  private ChainPlace last;
  private Path file;
  private long size;

  /** Whether a write that failed may have left something behind {@link #size}. */
  private boolean dirty;

  private AuditChain(Path directory, String name, AuditDisk disk, ChainTail tail, Path file) {
    this.directory = directory;
    this.name = name;
    this.disk = disk;
    this.last = tail.last();
    this.file = file;
    this.size = tail.size();
  }

  /**
   * Opens a chain, and begins it where there is none. What a crash has torn stays, and is told of.
   *
   * @param lock the right to write it
   * @param now what the day is
   * @param writer who writes the chain
   */
  static AuditChain open(ChainLock lock, AuditDisk disk, Instant now, Caller writer)
      throws IOException {
    Path directory = lock.directory();
    String name = lock.chain();
    ChainTail tail = ChainTail.find(directory, name);
    Path file = tail.file().orElse(directory.resolve(ChainFiles.name(name, now)));
    if (tail.file().isEmpty()) {
      disk.create(file);
    }
    AuditChain chain = new AuditChain(directory, name, disk, tail, file);
    if (!tail.ended()) {
      chain.write(new byte[] {'\n'});
    }
    if (tail.torn().isPresent()) {
      chain.recover(tail.torn().get(), now, writer);
    }
    return chain;
  }

  private void recover(ChainTail.Torn torn, Instant now, Caller writer) throws IOException {
    JsonObject details =
        new JsonObject()
            .put(RecoveredPart.TORN, torn.hash())
            .put(RecoveredPart.TORN_BYTES, torn.bytes());
    AuditEntry recovered = AuditEntry.happened(AuditAction.AUDIT_RECOVERED, writer, details);
    append(List.of(new Stamped(now, recovered)));
  }

  /** Returns the place of the last record. */
  ChainPlace last() {
    return last;
  }

  /** Returns the newest file. */
  Path file() {
    return file;
  }

  /**
   * Appends records, all with one write and one sync.
   *
   * @throws IOException where they cannot be written; none of them is in the chain then
   */
  void append(List<Stamped> entries) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    ChainPlace place = last;
    for (Stamped next : entries) {
      AuditRecord record = AuditRecord.after(place, next.time(), next.entry());
      lines.writeBytes(record.line());
      lines.write('\n');
      place = record.place();
    }
    turnPage(entries.get(entries.size() - 1).time());
    write(lines.toByteArray());
    last = place;
  }

  /**
   * Goes on in a new file on a new day. Where the clock was set back it goes on in the newest one:
   * the names must be in order.
   */
  private void turnPage(Instant time) throws IOException {
    Path today = directory.resolve(ChainFiles.name(name, time));
    if (today.compareTo(file) > 0) {
      // Nothing is written, only looked whether the file is there as it was left: where the disk
      // with it is gone, a new one must not begin in its place.
      write(new byte[0]);
      disk.create(today);
      file = today;
      size = 0;
    }
  }

  private void write(byte[] bytes) throws IOException {
    if (dirty) {
      disk.cut(file, size);
      dirty = false;
    }
    try {
      disk.append(file, size, ByteBuffer.wrap(bytes));
      size += bytes.length;
    } catch (ForeignChangeException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      dirty = true;
      cutQuietly(e);
      throw e;
    }
  }

  /**
   * Now, so that a process that dies leaves nothing behind that was refused; else before the next
   * write.
   */
  private void cutQuietly(Throwable cause) {
    try {
      disk.cut(file, size);
      dirty = false;
    } catch (IOException | RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
