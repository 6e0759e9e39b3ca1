package io.github.vertxwpd.doctor;

import java.nio.file.Files;
import java.nio.file.Path;

/** A directory that a gateway makes where it is missing; a check does not. */
final class DataDirectory {
  private DataDirectory() {}

  /** Returns the directory itself, or the nearest one above it that there is. */
  static Path existing(Path directory) {
    Path path = directory.toAbsolutePath().normalize();
    while (!Files.exists(path) && path.getParent() != null) {
      path = path.getParent();
    }
    return path;
  }

  /** Returns whether a gateway of this user could write in the directory, or make it. */
  static boolean isUsable(Path directory) {
    Path existing = existing(directory);
    return Files.isDirectory(existing) && Files.isWritable(existing);
  }
}
