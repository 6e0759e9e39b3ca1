package io.github.vertxwpd.fuzzing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The fuzzer, in a process of its own, on every fuzz test at once.
 *
 * @param directory takes its corpus, what it finds and what it says
 */
public record FuzzProcess(Path directory) {
  private static final Path RESOURCES = Path.of("src", "test", "resources");
  private static final String INSTRUMENTED =
      "io.github.vertxwpd.**:com.fasterxml.jackson.core.**:org.snakeyaml.**";

  /**
   * What came of it.
   *
   * @param exitCode 0 where nothing was found
   * @param runs how often each fuzz test ran
   * @param log what the fuzzer said
   */
  public record Result(int exitCode, Map<String, Long> runs, List<String> log) {
    /** Returns the last lines, in which a finding is told. */
    public String end() {
      return String.join("\n", log.subList(Math.max(0, log.size() - 60), log.size()));
    }
  }

  /** Makes it with empty directories. */
  public static FuzzProcess in(Path directory) throws IOException {
    Files.createDirectories(directory.resolve("corpus"));
    Files.createDirectories(directory.resolve("seeds"));
    Files.createDirectories(directory.resolve("findings"));
    return new FuzzProcess(directory.toAbsolutePath());
  }

  /** Lays out the inputs that are committed, each behind the byte that says whom it is for. */
  public FuzzProcess seed() throws IOException {
    List<FuzzTarget> targets = FuzzTarget.all();
    for (int i = 0; i < targets.size(); i++) {
      try (Stream<Path> inputs = Files.list(RESOURCES.resolve(targets.get(i).inputs()))) {
        for (Path input : inputs.toList()) {
          put("seeds", i, input.getFileName().toString(), Files.readAllBytes(input));
        }
      }
    }
    FuzzCorpus.read((target, name, input) -> put("seeds", target, "corpus-" + name, input));
    return this;
  }

  private void put(String into, int target, String name, byte[] input) throws IOException {
    byte[] file = new byte[input.length + 1];
    file[0] = (byte) target;
    System.arraycopy(input, 0, file, 1, input.length);
    Files.write(directory.resolve(into).resolve(target + "-" + name), file);
  }

  /**
   * Runs the fuzzer to its end.
   *
   * @param limitSeconds after so long it is killed
   * @param jvm what else the Java machine is told
   * @param flags what else the fuzzer is told
   * @throws TimeoutException where it did not end in time
   */
  public Result run(long limitSeconds, List<String> jvm, List<String> flags)
      throws IOException, InterruptedException, TimeoutException {
    return run(limitSeconds, jvm, flags, List.of("corpus", "seeds"));
  }

  /** Returns how many inputs it has found that break something. */
  public long findings() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("findings"))) {
      return files.filter(file -> !file.toString().endsWith(".java")).count();
    }
  }

  /**
   * Leaves out the inputs that come no further than others do.
   *
   * @return where those that stay are
   */
  public Path minimize(long limitSeconds)
      throws IOException, InterruptedException, TimeoutException {
    Path minimized = Files.createDirectories(directory.resolve("minimized"));
    Result result =
        run(limitSeconds, List.of(), List.of("-merge=1"), List.of("minimized", "corpus", "seeds"));
    if (result.exitCode() != 0) {
      throw new IllegalStateException(result.end());
    }
    return minimized;
  }

  private Result run(
      long limitSeconds, List<String> jvm, List<String> flags, List<String> directories)
      throws IOException, InterruptedException, TimeoutException {
    Path log = directory.resolve("fuzzer.log");
    Process process =
        new ProcessBuilder(command(jvm, flags, directories))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
        throw new TimeoutException("the fuzzer did not end; see " + log);
      }
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
    return new Result(process.exitValue(), runs(lines), lines);
  }

  private List<String> command(List<String> jvm, List<String> flags, List<String> directories) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:-OmitStackTraceInFastThrow", "-XX:+UseSerialGC"));
    command.add("-XX:+EnableDynamicAgentLoading");
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + FuzzEntry.class.getName());
    command.add("--instrumentation_includes=" + INSTRUMENTED);
    // What it would watch elsewhere is not called from here; and its hooks break Netty's queues.
    command.add("--custom_hook_includes=" + INSTRUMENTED);
    command.add("--reproducer_path=" + directory.resolve("findings"));
    command.add("-artifact_prefix=" + directory.resolve("findings") + "/");
    command.addAll(flags);
    directories.forEach(name -> command.add(directory.resolve(name).toString()));
    return command;
  }

  private static Map<String, Long> runs(List<String> lines) {
    Map<String, Long> runs = new TreeMap<>();
    for (String line : lines) {
      if (line.startsWith(FuzzEntry.RAN)) {
        String[] words = line.split(" ", -1);
        runs.put(words[1], Long.valueOf(words[2]));
      }
    }
    return runs;
  }
}
