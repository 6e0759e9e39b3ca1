package io.github.vertxwpd.security;

import io.github.vertxwpd.file.OwnerOnly;
import io.github.vertxwpd.file.UnusableFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file of its owner alone that is changed by replacing it: who reads it at any moment, also after
 * a crash, sees the old content or the new one, whole. A lock file beside it keeps two changes from
 * losing one of them; it stays there, since deleting it would let two hold it.
 */
final class ReplacedFile {
  /** The channels' locks are those of the whole process: threads need one of their own. */
  private static final Object THIS_PROCESS = new Object();

  private final Path target;

  /**
   * What is done while nobody else may change the file.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  interface Change<T> {
    T on(ReplacedFile file) throws IOException, UnusableFileException;
  }

  /** Names the file; where it is a symbolic link, what it points to is replaced. */
  ReplacedFile(Path path) throws IOException {
    this.target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
  }

  /** Waits until nobody else changes the file, and changes it. Makes its directory. */
  <T> T change(Change<T> change) throws IOException, UnusableFileException {
    Files.createDirectories(target.getParent());
    synchronized (THIS_PROCESS) {
      try (FileChannel lockFile = lockFile()) {
        lockFile.lock();
        return change.on(this);
      }
    }
  }

  boolean exists() {
    return Files.exists(target);
  }

  /** Replaces the content; it is on disk when this returns. */
  void write(byte[] content) throws IOException {
    Path temporary = sibling("." + Secret.create() + ".tmp");
    try {
      create(temporary);
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncDirectory();
  }

  private FileChannel lockFile() throws IOException {
    Path path = sibling(".lock");
    try {
      create(path);
    } catch (FileAlreadyExistsException e) {
      // It stays from the change before.
    }
    return FileChannel.open(path, StandardOpenOption.WRITE);
  }

  private void create(Path file) throws IOException {
    OwnerOnly.createFile(file);
    if (exists()) {
      OwnerOnly.giveTheOwnerOf(target, file);
    }
  }

  private Path sibling(String suffix) {
    return target.resolveSibling(target.getFileName() + suffix);
  }

  /** Makes the new name survive a power cut; Windows can open no directory, and needs it not. */
  private void syncDirectory() throws IOException {
    if (target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel directory = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
  }
}
