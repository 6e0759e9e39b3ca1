package io.github.vertxwpd.security;

import io.github.vertxwpd.file.UnusableFileException;
import java.io.IOException;
import java.nio.file.Path;

/** Adds tokens to a file, in this process or in one of its own. */
final class TokenWriter {
  private TokenWriter() {}

  /** Starts a process that adds tokens. */
  static Process start(Path file, int tokens) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            TokenWriter.class.getName(),
            file.toString(),
            Integer.toString(tokens))
        .inheritIO()
        .start();
  }

  static void write(Path file, int tokens) {
    try {
      for (int i = 0; i < tokens; i++) {
        new TokenFile(file.toString()).add(Tokens.stored("token " + i));
      }
    } catch (UnusableFileException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs in the process. */
  public static void main(String[] arguments) {
    write(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
  }
}
