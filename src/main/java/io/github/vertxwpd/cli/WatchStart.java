package io.github.vertxwpd.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where a watch begins. */
final class WatchStart {
  /** As long as a portable cursor can be. */
  private static final Pattern CURSOR = Pattern.compile("[\\x21-\\x7E]{1,8192}");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "<cursor>",
      description =
          "Begin after this cursor, as an operation or a listing has it in --json; default: with"
              + " what happens now. Goes before --cursor-file.")
  private String from;

  @Option(
      names = "--cursor-file",
      paramLabel = "<file>",
      description =
          "Keep in this file where this watch has come to, and begin where the one before it ended:"
              + " nothing is missed or printed twice. After a kill the last two seconds are printed"
              + " again. For one watch at a time.")
  private String file;

  /** Returns where to keep the position. */
  Optional<CursorFile> cursorFile() {
    return usable(() -> Optional.ofNullable(file).map(Path::of).map(CursorFile::new));
  }

  /**
   * Returns where to begin.
   *
   * @param cursorFile the file, where there is one; it is read also where it does not count
   */
  WatchPosition position(Optional<CursorFile> cursorFile) {
    Optional<WatchPosition> kept = usable(() -> cursorFile.flatMap(CursorFile::read));
    if (from == null) {
      return kept.orElseGet(() -> new WatchPosition(StreamCursors.NONE));
    }
    if (!CURSOR.matcher(from).matches()) {
      throw new ParameterException(
          spec.commandLine(), "--from takes a cursor as an operation or a listing has it");
    }
    return new WatchPosition(StreamCursors.ofEither(from));
  }

  private <T> T usable(Supplier<T> step) {
    try {
      return step.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--cursor-file: " + e.getMessage(), e);
    }
  }
}
