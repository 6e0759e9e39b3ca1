package io.github.vertxwpd.stream;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data directory, held for this journal alone by a lock on a file of its own: SQLite itself
 * would let a second process in.
 */
final class JournalDirectory implements AutoCloseable {
  static final String DATABASE = "gateway.db";
  static final String NATIVE = "native";

  private static final String LOCK_FILE = "gateway.lock";
  private static final Logger LOG = LoggerFactory.getLogger(JournalDirectory.class);

  /**
   * The directories that are held in this process. Asked before the lock file is opened: on POSIX
   * systems a process loses its locks on a file with the first of its descriptors that it closes.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel lockFile;

  private JournalDirectory(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /**
   * Makes the directory where it is missing, and holds it.
   *
   * @throws JournalUnavailableException where it cannot be written, or another gateway holds it
   */
  static JournalDirectory hold(Path directory) {
    if (directory.toString().contains("?")) {
      throw new JournalUnavailableException(
          "the data directory " + directory + " has a '?' in its name: set data.dir to another");
    }
    try {
      Path path = Files.createDirectories(directory.toAbsolutePath()).toRealPath();
      if (!HELD.add(path)) {
        throw inUse(path);
      }
      try {
        return new JournalDirectory(path, lock(path));
      } catch (IOException | RuntimeException e) {
        HELD.remove(path);
        throw e;
      }
    } catch (IOException e) {
      throw new JournalUnavailableException(
          "the data directory "
              + directory
              + " cannot be written ("
              + e
              + "): set data.dir to a directory that this user may write to",
          e);
    }
  }

  /**
   * Returns whether a gateway holds a directory. Nothing is made; a gateway that starts at this
   * very moment may find the directory in use.
   */
  static boolean isHeld(Path directory) throws IOException {
    Path path = directory.toRealPath();
    if (!HELD.add(path)) {
      return true;
    }
    try {
      Path lockFile = path.resolve(LOCK_FILE);
      return Files.exists(lockFile) && isLocked(lockFile);
    } finally {
      HELD.remove(path);
    }
  }

  private static boolean isLocked(Path lockFile) throws IOException {
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw inUse(path);
      }
      return channel;
    } catch (OverlappingFileLockException e) {
      // This program, loaded a second time in this process.
      channel.close();
      throw inUse(path);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static JournalUnavailableException inUse(Path path) {
    return new JournalUnavailableException(
        "another gateway uses the data directory "
            + path
            + ": stop it, or set data.dir to another directory");
  }

  Path path() {
    return path;
  }

  Path database() {
    return path.resolve(DATABASE);
  }

  Path reserve() {
    return path.resolve("gateway.reserve");
  }

  Path nativeLibraries() {
    return path.resolve(NATIVE);
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      LOG.warn("The lock on {} cannot be given back: {}", path, e.toString());
    } finally {
      HELD.remove(path);
    }
  }
}
