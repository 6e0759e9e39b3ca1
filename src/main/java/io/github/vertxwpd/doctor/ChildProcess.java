package io.github.vertxwpd.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs the command for real. */
final class ChildProcess implements SystemCommand {
  private static final long PATIENCE_SECONDS = 3;

  @Override
  public Optional<Output> run(List<String> command) throws InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException noSuchProgram) {
      return Optional.empty();
    }
    try {
      // What these commands print fits into the pipe, so that none of them waits for a reader.
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return Optional.empty();
      }
      byte[] printed = process.getInputStream().readAllBytes();
      return Optional.of(
          new Output(process.exitValue(), new String(printed, StandardCharsets.UTF_8)));
    } catch (IOException unreadable) {
      return Optional.empty();
    } finally {
      process.destroyForcibly();
    }
  }
}
