package io.github.vertxwpd.invariants;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The file {@code -wal} of an SQLite database, read as "The Write-Ahead Log" of SQLite's file
 * format describes it: a header of 32 bytes, then frames of 24 bytes and a page each, each with
 * both salts of the header and a checksum over all before it. A frame that names the size of the
 * database ends a transaction.
 *
 * <p>What a power cut leaves of a transaction that was not synced lies behind the last such frame.
 */
final class WriteAheadLog {
  private static final int HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int MAGIC = 0x377f0682;

  private final Path file;
  private final byte[] bytes;

  private WriteAheadLog(Path file) throws IOException {
    this.file = file;
    this.bytes = Files.readAllBytes(file);
  }

  /** Finds the log in a directory. */
  static Optional<WriteAheadLog> in(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      Optional<Path> found = files.filter(file -> file.toString().endsWith("-wal")).findFirst();
      return found.isEmpty() ? Optional.empty() : Optional.of(new WriteAheadLog(found.get()));
    }
  }

  /**
   * Leaves half a frame behind the last transaction, as a power cut in the next one does.
   *
   * @return what was done
   */
  String tear(Random random) throws IOException {
    int end = committedEnd();
    if (end == 0) {
      return "nothing: the log is empty";
    }
    int page = int32(8);
    byte[] torn = new byte[FRAME_HEADER + random.nextInt(page)];
    random.nextBytes(torn);
    ByteBuffer.wrap(torn).putInt(1).putInt(1).putInt(int32(16)).putInt(int32(20));
    byte[] whole = Arrays.copyOf(bytes, end + torn.length);
    System.arraycopy(torn, 0, whole, end, torn.length);
    Files.write(file, whole, StandardOpenOption.TRUNCATE_EXISTING);
    return "%d of %d bytes are committed; %d torn ones follow"
        .formatted(end, bytes.length, torn.length);
  }

  /** Returns where the last whole transaction ends; 0 where there is none. */
  int committedEnd() {
    if (bytes.length < HEADER || (int32(0) & ~1) != MAGIC) {
      return 0;
    }
    int page = int32(8);
    int[] sum = checksum(0, HEADER - 8, new int[2]);
    int end = 0;
    for (int frame = HEADER; frame + FRAME_HEADER + page <= bytes.length; ) {
      sum = checksum(frame, 8, sum);
      sum = checksum(frame + FRAME_HEADER, page, sum);
      boolean valid =
          int32(frame + 8) == int32(16)
              && int32(frame + 12) == int32(20)
              && int32(frame + 16) == sum[0]
              && int32(frame + 20) == sum[1];
      if (!valid) {
        break;
      }
      boolean commits = int32(frame + 4) != 0;
      frame += FRAME_HEADER + page;
      end = commits ? frame : end;
    }
    return end;
  }

  private int int32(int offset) {
    return ByteBuffer.wrap(bytes).getInt(offset);
  }

  /** The last bit of the magic number says how the words of the sum are read. */
  private int[] checksum(int offset, int length, int[] before) {
    boolean bigEndian = (int32(0) & 1) == 1;
    ByteBuffer words =
        ByteBuffer.wrap(bytes, offset, length)
            .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int first = before[0];
    int second = before[1];
    while (words.hasRemaining()) {
      first += words.getInt() + second;
      second += words.getInt() + first;
    }
    return new int[] {first, second};
  }
}
