package io.github.vertxwpd.stream;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that writes one event after the other and prints the offset of each that is on disk,
 * until it is killed.
 */
final class JournalProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private JournalProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts the process.
   *
   * @param directory its data directory
   * @param atOnce how many writes it has under way at once
   */
  static JournalProcess start(Path directory, int atOnce) throws IOException {
    Path temporary = Files.createDirectories(directory.resolve("tmp"));
    return new JournalProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                JournalProcess.class.getName(),
                directory.toString(),
                Integer.toString(atOnce))
            .redirectError(directory.resolve("process.log").toFile())
            .start());
  }

  /** Waits for what it prints next. */
  String next() throws IOException {
    return output.readLine();
  }

  /** Kills it once it has printed so many lines, and returns all that it has printed. */
  List<String> killAfter(int lines) throws Exception {
    List<String> printed = new ArrayList<>();
    for (String line = next(); line != null; line = next()) {
      printed.add(line);
      if (printed.size() == lines) {
        kill();
      }
    }
    process.waitFor();
    return printed;
  }

  /** The process' own method would close its output, too, and with it what is still in there. */
  private void kill() {
    process.toHandle().destroyForcibly();
  }

  @Override
  public void close() {
    kill();
    process.onExit().join();
  }

  /** Runs in the process. */
  public static void main(String[] arguments) throws Exception {
    Vertx vertx = Vertx.vertx();
    PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path directory = Path.of(arguments[0]);
    int atOnce = Integer.parseInt(arguments[1]);
    try {
      Journal journal = SqliteJournal.open(vertx, JournalOptions.of(directory)).await();
      long head = journal.contents().head();
      vertx.runOnContext(
          start -> {
            for (int i = 1; i <= atOnce; i++) {
              write(journal, head + i, atOnce, output);
            }
          });
    } catch (JournalUnavailableException e) {
      output.println("refused: " + e.getMessage());
      vertx.close().await();
    }
  }

  private static void write(Journal journal, long offset, int step, PrintStream output) {
    journal
        .write(List.of(Entries.event(offset, Instant.now())))
        .onSuccess(
            written -> {
              output.println(offset);
              write(journal, offset + step, step, output);
            });
  }
}
