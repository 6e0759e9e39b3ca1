package io.github.vertxwpd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory for a run, which is deleted with all that is in it when the run is over.
 *
 * @param path where it is
 */
record ScratchDirectory(Path path) implements AutoCloseable {
  /** Makes one below {@code target}. */
  static ScratchDirectory named(String name) throws IOException {
    return in(Path.of("target"), name);
  }

  /** Makes one below another directory, which is made where there is none. */
  static ScratchDirectory in(Path parent, String name) throws IOException {
    return new ScratchDirectory(
        Files.createTempDirectory(Files.createDirectories(parent), name).toAbsolutePath());
  }

  @Override
  public void close() throws IOException {
    List<Path> contents;
    try (Stream<Path> all = Files.walk(path)) {
      contents = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : contents) {
      Files.delete(file);
    }
  }
}
