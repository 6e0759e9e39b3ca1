package io.github.vertxwpd.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How long the disk takes until what was written is on it. A command is replied to when its
 * operation is on disk, and called when it is on disk that it may have been: it waits for two.
 *
 * @param directory the data directory
 * @param nanoTime a clock that only goes forward
 */
record SyncCheck(Path directory, LongSupplier nanoTime) implements Check {
  /** Enough for a median, and little enough for a disk of 5 syncs a second to end in time. */
  static final int SYNCS = 50;

  /** A page of the journal. */
  static final int BLOCK_BYTES = 4_096;

  /** A person begins to notice two of these; a disk of its own takes 1 to 15 ms. */
  static final double SLOW_MS = 50;

  private static final String NAME = "sync";
  private static final double P99 = 0.99;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String fixWithoutAnswer() {
    return "the disk of data.dir is much too slow, or broken: set data.dir to another one";
  }

  @Override
  public List<Finding> run() throws IOException {
    if (!DataDirectory.isUsable(directory)) {
      return List.of(Finding.skip(NAME, "nothing can be written in " + directory));
    }
    double[] latencies = measure(DataDirectory.existing(directory));
    Arrays.sort(latencies);
    double median = latencies[SYNCS / 2];
    double p99 = latencies[(int) Math.ceil(P99 * SYNCS) - 1];
    String message =
        String.format(
            Locale.ROOT,
            "%d times 4 KiB written and synced: median %.1f ms, 99th percentile %.1f ms",
            SYNCS,
            median,
            p99);
    Finding finding =
        median <= SLOW_MS
            ? Finding.ok(NAME, message)
            : Finding.warn(
                NAME,
                message + ": every command waits for two of them",
                "set data.dir to a directory on a faster disk");
    return List.of(finding.with("medianMs", median).with("p99Ms", p99));
  }

  /** Returns each latency in milliseconds. */
  private double[] measure(Path where) throws IOException {
    Path file = Files.createTempFile(where, "doctor", ".tmp");
    double[] latencies = new double[SYNCS];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
      for (int i = 0; i < SYNCS; i++) {
        long start = nanoTime.getAsLong();
        block.clear();
        while (block.hasRemaining()) {
          channel.write(block);
        }
        channel.force(false);
        latencies[i] = (nanoTime.getAsLong() - start) / 1e6;
      }
    } finally {
      Files.deleteIfExists(file);
    }
    return latencies;
  }
}
