package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/**
 * A file that keeps where a watch has come to, for a later one. It is replaced, so that it is whole
 * whenever it is read; one watch at a time may use it.
 */
final class CursorFile {
  /** Where a watch is killed, what came since the file was written is printed again. */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Path path;
  private String saved = "";
  private long savedAt = System.nanoTime();

  CursorFile(Path path) {
    this.path = path.toAbsolutePath();
  }

  /**
   * Reads where an earlier watch had come to.
   *
   * @return the position, or empty where there is no file yet
   * @throws IllegalArgumentException where the file cannot be used, saying why
   */
  Optional<WatchPosition> read() {
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException("\"" + path + "\" is a directory");
    }
    if (!Files.isDirectory(path.getParent())) {
      throw new IllegalArgumentException("there is no directory \"" + path.getParent() + "\"");
    }
    try {
      String text = Files.readString(path);
      return Optional.of(WatchPosition.fromJson(new JsonObject(text)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalArgumentException("the file \"" + path + "\" cannot be read", e);
    } catch (DecodeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the file \"" + path + "\" is none that `watch` wrote; name another, or delete it", e);
    }
  }

  /** Keeps a position, but not more often than once a second. */
  void saveNowAndThen(WatchPosition position) throws CommandFailure {
    if (System.nanoTime() - savedAt >= INTERVAL.toNanos()) {
      save(position);
    }
  }

  /** Keeps a position; before the first one is known nothing is written. */
  void save(WatchPosition position) throws CommandFailure {
    savedAt = System.nanoTime();
    String text = position.toJson().encode() + "\n";
    if (position.cursors().portable().isEmpty() || text.equals(saved)) {
      return;
    }
    try {
      replace(text);
      saved = text;
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED,
          ProblemCode.JOURNAL_UNAVAILABLE,
          "the file \""
              + path
              + "\" cannot be written: "
              + e.getMessage()
              + "; a later watch prints again what came since it was");
    }
  }

  /** Written by a stream that an interrupt does not close: Ctrl-C is the ordinary end. */
  private void replace(String text) throws IOException {
    Path temporary = path.resolveSibling(path.getFileName() + ".tmp");
    try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.getFD().sync();
    }
    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
  }
}
