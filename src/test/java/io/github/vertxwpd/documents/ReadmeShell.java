package io.github.vertxwpd.documents;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The shell in which somebody follows the README: in a directory, with an alias. */
final class ReadmeShell {
  private static final long LIMIT_SECONDS = 60;
  private static final long STOP_LIMIT_SECONDS = 20;

  private final Path directory;
  private final String alias;
  private final List<Running> started = new ArrayList<>();

  /**
   * Opens a shell.
   *
   * @param directory where it stands
   * @param alias the command that makes the alias
   */
  ReadmeShell(Path directory, String alias) {
    this.directory = directory;
    this.alias = alias;
  }

  /** How a command ended, and what it printed. */
  record Result(int exitCode, String output) {}

  /** A command that does not end by itself. */
  final class Running {
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private Running(Process process) {
      this.process = process;
      Thread reader = new Thread(this::read, "readme-output");
      reader.setDaemon(true);
      reader.start();
    }

    private void read() {
      try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
        output.lines().forEach(lines::add);
      } catch (IOException | UncheckedIOException e) {
        lines.add("the output ended: " + e);
      }
    }

    /**
     * Waits for a line that begins in a certain way.
     *
     * @param whileWaiting is run again and again, so that there is something to be printed
     * @throws AssertionError where none comes
     */
    String lineThatBeginsWith(String start, Runnable whileWaiting) throws Exception {
      for (int second = 0; second < LIMIT_SECONDS; second++) {
        String line = lines.poll(1, TimeUnit.SECONDS);
        if (line == null) {
          whileWaiting.run();
        } else if (line.startsWith(start)) {
          return line;
        }
      }
      throw new AssertionError("no line began with \"" + start + "\": " + errors());
    }

    /** Ends it as Ctrl-C does, with whatever it started. */
    void end() throws InterruptedException {
      List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
      all.add(process.toHandle());
      all.forEach(ProcessHandle::destroy);
      if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      for (ProcessHandle one : all) {
        if (one.isAlive()) {
          one.onExit().join();
        }
      }
    }
  }

  /**
   * Executes a command to its end.
   *
   * @param environment what is set besides
   */
  Result run(String command, Map<String, String> environment) throws Exception {
    Path output = directory.resolve("output.txt");
    Process process = builder(command, environment).redirectOutput(output.toFile()).start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      throw new AssertionError(command + " does not end: " + Files.readString(output));
    }
    return new Result(process.exitValue(), Files.readString(output));
  }

  /** Starts a command that does not end by itself. */
  Running start(String command, Map<String, String> environment) throws IOException {
    Running running = new Running(builder(command, environment).start());
    started.add(running);
    return running;
  }

  /** Returns what the last command wrote to standard error. */
  String errors() throws IOException {
    return Files.readString(errorFile().toPath());
  }

  private File errorFile() {
    return directory.resolve("errors.txt").toFile();
  }

  private ProcessBuilder builder(String command, Map<String, String> environment) {
    String script = String.join("\n", "shopt -s expand_aliases", alias, command);
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", script)
            .directory(directory.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectError(errorFile());
    Map<String, String> all = builder.environment();
    all.keySet().removeIf(name -> name.startsWith("WPD_"));
    all.putAll(environment);
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    all.merge("PATH", java, (path, first) -> first + File.pathSeparator + path);
    return builder;
  }

  /** Ends everything that was started. */
  void close() throws InterruptedException {
    for (Running running : started) {
      running.end();
    }
  }
}
