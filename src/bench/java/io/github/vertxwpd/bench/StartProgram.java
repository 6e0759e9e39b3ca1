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
  private static final double KIB_IN_MIB = 1_024.0;
  private static final double TICK_MS = 10;
  private static final long STOP_SECONDS = 30;

  /**
   * What one start took.
   *
   * @param readyMs from the start of the process to its line, in milliseconds
   * @param cpuMs the processor time until then, in milliseconds
   * @param residentMib the memory that is resident then, in MiB
   */
  record Start(double readyMs, double cpuMs, double residentMib) {}

  /** Returns the same program with an archive of the classes that it loads, which it writes now. */
  StartProgram withArchive(Path archive) throws IOException, InterruptedException {
    List<String> writing = new ArrayList<>(flags);
    writing.addAll(List.of("-Xlog:cds*=error", "-XX:ArchiveClassesAtExit=" + archive));
    List<String> arguments = new ArrayList<>(main);
    arguments.add(once);
    Process process = process(writing, arguments);
    process.getInputStream().transferTo(OutputStream.nullOutputStream());
    if (process.waitFor() != 0 || !Files.exists(archive)) {
      throw new IOException(name + " did not write its archive");
    }
    List<String> reading = new ArrayList<>(flags);
    reading.add("-XX:SharedArchiveFile=" + archive);
    return new StartProgram(name, reading, classPath, main, once);
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
      return new Start(readyMs, cpuMs(process.pid()), residentMib(process.pid()));
    } finally {
      process.destroy();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
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

  /** User and system time, the 14th and 15th field; the second, the name, may have spaces. */
  private static double cpuMs(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MS;
  }

  private static double residentMib(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow(() -> new IOException("no VmRSS"))
        / KIB_IN_MIB;
  }
}
