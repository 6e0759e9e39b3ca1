package io.github.vertxwpd.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Linux and {@code jcmd} tell of a Java process.
 *
 * @param pid its id
 */
record LinuxProcess(long pid) {
  private static final double BYTES_IN_KIB = 1_024;
  private static final double KIB_IN_MIB = 1_024.0;
  private static final double BYTES_IN_MIB = 1_048_576;
  private static final double TICK_MS = 10;

  /** The last line of the histogram of what lives: instances and bytes. */
  private static final Pattern LIVE = Pattern.compile("Total\\s+\\d+\\s+(\\d+)\\s*");

  private static final Pattern COMMITTED =
      Pattern.compile("^(?:Total|-\\s+([\\w ]+?)\\s*)[:(] ?reserved=\\d+KB, committed=(\\d+)KB.*");

  /** Returns the memory that is resident, in MiB. */
  double residentMib() throws IOException {
    return status("VmRSS:") / KIB_IN_MIB;
  }

  /** Returns the memory that is resident and belongs to no file, in bytes. */
  double privateBytes() throws IOException {
    return status("RssAnon:") * BYTES_IN_KIB;
  }

  /** Returns how many threads it has. */
  double threads() throws IOException {
    return status("Threads:");
  }

  /** Returns how many file handles it has open, sockets among them. */
  double fileHandles() throws IOException {
    try (Stream<Path> handles = Files.list(file("fd"))) {
      return handles.count();
    }
  }

  /** Returns the processor time that it has used, in milliseconds. */
  double cpuMs() throws IOException {
    String stat = Files.readString(file("stat"));
    // User and system time are the 14th and 15th field; the second, the name, may have spaces.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MS;
  }

  /** Returns what is left in the heap after a collection, which is made now, in MiB. */
  double heapAfterCollectionMib() throws IOException, InterruptedException {
    for (String line : jcmd("GC.class_histogram")) {
      Matcher total = LIVE.matcher(line);
      if (total.matches()) {
        return Double.parseDouble(total.group(1)) / BYTES_IN_MIB;
      }
    }
    throw new IOException("jcmd does not say how much is in the heap");
  }

  /**
   * Returns the memory that the Java machine has taken besides the heap, in MiB. It must have been
   * started with {@code -XX:NativeMemoryTracking=summary}.
   */
  double committedBesidesHeapMib() throws IOException, InterruptedException {
    double committed = 0;
    for (String line : jcmd("VM.native_memory", "summary")) {
      Matcher part = COMMITTED.matcher(line);
      if (part.matches() && part.group(1) == null) {
        committed += Double.parseDouble(part.group(2));
      } else if (part.matches() && part.group(1).equals("Java Heap")) {
        committed -= Double.parseDouble(part.group(2));
      }
    }
    return committed / KIB_IN_MIB;
  }

  /** Returns what a diagnostic command says. */
  List<String> jcmd(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(pid));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    if (process.waitFor() != 0) {
      throw new IOException(String.join("\n", lines));
    }
    return lines;
  }

  private double status(String name) throws IOException {
    return Files.readAllLines(file("status")).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow(() -> new IOException("no " + name));
  }

  private Path file(String name) {
    return Path.of("/proc", Long.toString(pid), name);
  }
}
