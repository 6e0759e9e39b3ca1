package io.github.vertxwpd.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Counts the transactions of a SQLite database in WAL mode from outside: the header of its
 * wal-index has, at offset 8 and in the machine's byte order, a 32-bit counter that each
 * transaction raises by one (SQLite's "WAL-mode File Format").
 *
 * <p>Close it after the database: where a process closes any handle of a file, POSIX ends all locks
 * that the process has on it, SQLite's too.
 */
final class AcceptTransactions implements AutoCloseable {
  private static final int COUNTER = 8;

  private final FileChannel index;

  AcceptTransactions(Path database) throws IOException {
    index = FileChannel.open(Path.of(database + "-shm"), StandardOpenOption.READ);
  }

  /** Returns how many transactions there have been. */
  long count() throws IOException {
    ByteBuffer counter = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
    if (index.read(counter, COUNTER) != Integer.BYTES) {
      throw new IOException("the wal-index has no header");
    }
    return Integer.toUnsignedLong(counter.getInt(0));
  }

  @Override
  public void close() throws IOException {
    index.close();
  }
}
