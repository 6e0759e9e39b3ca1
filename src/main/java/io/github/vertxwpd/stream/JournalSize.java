package io.github.vertxwpd.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Looks at most once a second how large the journal's files are, and what is free beside them. On
 * the journal's thread: a disk that does not answer must not hold up anybody else.
 */
final class JournalSize {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path database;
  private final Path log;
  private final JournalListener listener;
  private final LongSupplier nanoTime;
  private long next;

  /**
   * Makes what looks; at once when it is first asked.
   *
   * @param database the database's file
   * @param nanoTime a clock that only goes forward, in nanoseconds; its zero means nothing
   */
  JournalSize(Path database, JournalListener listener, LongSupplier nanoTime) {
    this.database = database;
    this.log = database.resolveSibling(database.getFileName() + "-wal");
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.next = nanoTime.getAsLong();
  }

  /** Looks, where a second has passed; what cannot be read is left as it was. */
  void look() {
    long now = nanoTime.getAsLong();
    if (now - next < 0) {
      return;
    }
    next = now + INTERVAL_NANOS;
    try {
      long logBytes = Files.exists(log) ? Files.size(log) : 0;
      listener.measured(
          Files.size(database) + logBytes, Files.getFileStore(database).getUsableSpace());
    } catch (IOException e) {
      // The next write says what is wrong.
    }
  }
}
