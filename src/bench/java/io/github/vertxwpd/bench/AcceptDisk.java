package io.github.vertxwpd.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * What the least that a commit can do costs on a disk: 4 KiB, a page of SQLite's, written and
 * synced by {@code force(false)}. A file that grows costs more than one that is written again, as
 * the write-ahead log is after its first round.
 */
final class AcceptDisk {
  private static final int PAGE = 4_096;

  /** As many pages as the journal's log has before it begins again. */
  private static final int PAGES = 2_000;

  private AcceptDisk() {}

  /** Appends to a new file, again and again. */
  static Latencies append(Path directory, Duration duration) throws IOException {
    return run(directory.resolve("append"), duration, Long.MAX_VALUE);
  }

  /** Writes the same pages of a file again and again. */
  static Latencies overwrite(Path directory, Duration duration) throws IOException {
    Path file = directory.resolve("overwrite");
    Files.write(file, new byte[PAGES * PAGE]);
    return run(file, duration, PAGES);
  }

  private static Latencies run(Path file, Duration duration, long pages) throws IOException {
    Latencies latencies = new Latencies();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.force(true);
      long start = System.nanoTime();
      ByteBuffer page = ByteBuffer.allocateDirect(PAGE);
      for (long i = 0; System.nanoTime() - start < duration.toNanos(); i++) {
        page.clear();
        page.putLong(0, i);
        long begun = System.nanoTime();
        channel.write(page, i % pages * PAGE);
        channel.force(false);
        latencies.add(System.nanoTime() - begun);
      }
    } finally {
      Files.deleteIfExists(file);
    }
    return latencies;
  }
}
