package io.github.vertxwpd.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that only takes up space. Deleted on a full disk, it leaves room for the ends of the
 * operations that run, and for retention, which needs space to free space. Used by the journal's
 * thread alone.
 */
final class Reserve {
  /** How much space it keeps. */
  static final int BYTES = 4 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);

  private final Path file;
  private boolean there;

  Reserve(Path file) {
    this.file = file;
    this.there = file.toFile().length() == BYTES;
  }

  boolean isThere() {
    return there;
  }

  /**
   * Gives the space back.
   *
   * @return whether there was any
   */
  boolean release() {
    boolean released = there;
    there = false;
    delete();
    return released;
  }

  /**
   * Takes the space again, where at least twice as much is free.
   *
   * @return whether it is there now
   */
  boolean restore() {
    if (!there) {
      try {
        there = Files.getFileStore(file.getParent()).getUsableSpace() >= 2L * BYTES && fill();
      } catch (IOException e) {
        LOG.debug("No space can be kept in reserve", e);
        delete();
      }
    }
    return there;
  }

  /** Random bytes take up their space on a file system that compresses, too. */
  private boolean fill() throws IOException {
    byte[] bytes = new byte[BYTES];
    new Random().nextBytes(bytes);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    return true;
  }

  private void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("The reserve {} cannot be deleted: {}", file, e.toString());
    }
  }
}
