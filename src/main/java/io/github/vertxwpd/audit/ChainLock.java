package io.github.vertxwpd.audit;

import io.github.vertxwpd.file.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The right to write a chain, which one has at a time: a lock on a file beside it. */
final class ChainLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChainLock.class);

  /**
   * The lock files that this process holds. Asked before one is opened: on POSIX systems a process
   * loses its locks on a file with the first of its descriptors that it closes.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final String chain;
  private final Path path;
  private final FileChannel channel;

  private ChainLock(Path directory, String chain, Path path, FileChannel channel) {
    this.directory = directory;
    this.chain = chain;
    this.path = path;
    this.channel = channel;
  }

  /** Returns the directory of the chain. */
  Path directory() {
    return directory;
  }

  /** Returns the name of the chain. */
  String chain() {
    return chain;
  }

  /** Takes the lock of a chain; returns nothing where somebody has it. Makes the directory. */
  static Optional<ChainLock> take(Path directory, String chain) throws IOException {
    OwnerOnly.createDirectories(directory);
    Path real = directory.toRealPath();
    Path path = real.resolve(chain + "-audit.lock");
    if (!HELD.add(path)) {
      return Optional.empty();
    }
    Optional<ChainLock> lock = Optional.empty();
    try {
      lock = lock(path).map(channel -> new ChainLock(real, chain, path, channel));
    } finally {
      if (lock.isEmpty()) {
        HELD.remove(path);
      }
    }
    return lock;
  }

  private static Optional<FileChannel> lock(Path path) throws IOException {
    create(path);
    FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
      return locked ? Optional.of(channel) : Optional.empty();
    } catch (OverlappingFileLockException e) {
      // This program, loaded a second time in this process.
      return Optional.empty();
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static void create(Path path) throws IOException {
    if (!Files.exists(path)) {
      try {
        OwnerOnly.createFile(path);
      } catch (FileAlreadyExistsException e) {
        LOG.debug("Somebody else was first to make {}", path);
      }
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("The lock {} cannot be given back: {}", path, e.toString());
    } finally {
      HELD.remove(path);
    }
  }
}
