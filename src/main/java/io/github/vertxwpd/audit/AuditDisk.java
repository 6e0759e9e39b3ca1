package io.github.vertxwpd.audit;

import io.github.vertxwpd.file.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a chain asks of the disk. Each file is opened for each write, so that one that is gone is
 * noticed.
 */
interface AuditDisk {
  /** The files of the operating system. */
  AuditDisk FILES =
      new AuditDisk() {
        @Override
        public void create(Path file) throws IOException {
          try {
            OwnerOnly.createFile(file);
          } catch (FileAlreadyExistsException e) {
            // From an attempt that failed after this: the write looks whether it is empty.
            return;
          }
          syncName(file);
        }

        @Override
        public void append(Path file, long size, ByteBuffer bytes) throws IOException {
          try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (channel.size() != size) {
              throw new ForeignChangeException(file, size, channel.size());
            }
            channel.position(size);
            while (bytes.hasRemaining()) {
              channel.write(bytes);
            }
            channel.force(false);
          }
        }

        @Override
        public void cut(Path file, long size) throws IOException {
          try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (channel.size() < size) {
              throw new ForeignChangeException(file, size, channel.size());
            }
            channel.truncate(size);
            channel.force(false);
          }
        }

        /**
         * A new file is lost in a power cut unless its directory is synced, where that is possible.
         */
        private void syncName(Path file) throws IOException {
          if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            try (FileChannel directory =
                FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
              directory.force(true);
            }
          }
        }
      };

  /** Makes an empty file for its owner alone; one that is there stays as it is. */
  void create(Path file) throws IOException;

  /**
   * Appends to a file, and returns when the bytes are on disk.
   *
   * @param size what the file's size must be before
   * @throws ForeignChangeException where it is not, and then nothing is written
   */
  void append(Path file, long size, ByteBuffer bytes) throws IOException;

  /**
   * Takes away what a write that failed has left.
   *
   * @param size what the file's size is to be
   */
  void cut(Path file, long size) throws IOException;
}
