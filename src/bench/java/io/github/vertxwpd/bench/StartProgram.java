package io.github.vertxwpd.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Java program that prints a line when it is ready, and how it is started.
 *
 * @param name what it is called in the results
 * @param flags what the Java machine is told
 * @param classPath its jars
 * @param main its class and arguments
 * @param once what is added to the arguments so that it ends by itself when it is ready
 */
record StartProgram(
    String name, List<String> flags, String classPath, List<String> main, String once) {
  private static final long IDLE_MS = 2_000;
  private static final long STOP_SECONDS = 30;

  /**
   * What one start took.
   *
   * @param readyMs from the start of the process to its line, in milliseconds
   * @param cpuMs the processor time until then, in milliseconds
   * @param residentMib the memory that is resident then, in MiB
   * @param idleMib the memory that is resident when nothing was asked of it for a while, in MiB
   */
  record Start(double readyMs, double cpuMs, double residentMib, double idleMib) {}

  /** Returns the same program with an archive of the classes that it loads, which it writes now. */
  StartProgram withArchive(Path archive) throws IOException, InterruptedException {
    return with(
        archive,
        List.of("-Xlog:cds*=error", "-XX:ArchiveClassesAtExit="),
        "-XX:SharedArchiveFile=");
  }

  /** Returns the same program with an AOT cache, which it writes now; from Java 25 on. */
  StartProgram withCache(Path cache) throws IOException, InterruptedException {
    return with(cache, List.of("-Xlog:aot*=error", "-XX:AOTCacheOutput="), "-XX:AOTCache=");
  }

  /** What is written is of a second start: it finds what the first has left. */
  private StartProgram with(Path file, List<String> writing, String reading)
      throws IOException, InterruptedException {
    runOnce(List.of());
    runOnce(List.of(writing.get(0), writing.get(1) + file));
    if (!Files.exists(file)) {
      throw new IOException(name + " did not write " + file);
    }
    return new StartProgram(name, plus(flags, List.of(reading + file)), classPath, main, once);
  }

  private void runOnce(List<String> more) throws IOException, InterruptedException {
    Process process = process(plus(flags, more), plus(main, List.of(once)));
    process.getInputStream().transferTo(OutputStream.nullOutputStream());
    if (process.waitFor() != 0) {
      throw new IOException(name + " did not start and stop");
    }
  }

  private static List<String> plus(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /** Starts it, waits until it is ready, and stops it. */
  Start measure() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process process = process(flags, main);
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      String line = output.readLine();
      double readyMs = (System.nanoTime() - begin) / 1e6;
      if (line == null || !line.startsWith("ready ")) {
        throw new IOException(name + " did not start: " + line);
      }
      LinuxProcess seen = new LinuxProcess(process.pid());
      double cpuMs = seen.cpuMs();
      double residentMib = seen.residentMib();
      if (process.waitFor(IDLE_MS, TimeUnit.MILLISECONDS)) {
        throw new IOException(name + " did not stay");
      }
      return new Start(readyMs, cpuMs, residentMib, seen.residentMib());
    } finally {
      StartedProcess.stop(process, STOP_SECONDS);
    }
  }

  private Process process(List<String> options, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
