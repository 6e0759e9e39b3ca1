package io.github.vertxwpd.audit;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that records something again and again, and prints the number of each record that is on
 * disk, until it is killed or has recorded enough.
 */
final class AuditProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private AuditProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts a process that writes the chain of a gateway, with so many records under way at once.
   */
  static AuditProcess gateway(Path directory, int atOnce) throws IOException {
    return start(directory, "gateway", Integer.toString(atOnce));
  }

  /** Starts a process that writes so many records to the chain of the command line. */
  static AuditProcess commands(Path directory, int count) throws IOException {
    return start(directory, "cli", Integer.toString(count));
  }

  private static AuditProcess start(Path directory, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(AuditProcess.class.getName());
    command.add(directory.toString());
    command.addAll(List.of(arguments));
    return new AuditProcess(
        new ProcessBuilder(command)
            .redirectError(directory.resolveSibling("process.log").toFile())
            .start());
  }

  /** Waits for its end, and returns all that it has printed. */
  List<String> awaitEnd() throws Exception {
    return killAfter(Integer.MAX_VALUE);
  }

  /** Kills it once it has printed so many lines, and returns all that it has printed. */
  List<String> killAfter(int lines) throws Exception {
    List<String> printed = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
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
    PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path directory = Path.of(arguments[0]);
    int number = Integer.parseInt(arguments[2]);
    if (arguments[1].equals("cli")) {
      for (int i = 1; i <= number; i++) {
        new CommandLineLog(directory).append(entry(i));
        output.println(i);
      }
      return;
    }
    AuditLog log = AuditTestBase.await(AuditLog.open(directory));
    for (int i = 1; i <= number; i++) {
      record(log, i, number, output);
    }
    Thread.currentThread().join();
  }

  private static void record(AuditLog log, int number, int step, PrintStream output) {
    log.append(entry(number))
        .onSuccess(
            written -> {
              output.println(number);
              record(log, number + step, step, output);
            });
  }

  private static AuditEntry entry(int number) {
    long pid = ProcessHandle.current().pid();
    return AuditEntry.allowed(
        AuditAction.COMMAND, Caller.BUS, new JsonObject().put("number", number).put("pid", pid));
  }
}
