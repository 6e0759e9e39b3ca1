package io.github.vertxwpd.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Windows of its own: a fresh Wine prefix below {@code target}, and the processes in it. Nothing
 * in it outlives {@link #end()}.
 */
final class WineSession {
  private static final long LIMIT_SECONDS = 180;

  private final Path prefix;
  private final Path directory;

  private WineSession(Path directory) {
    this.directory = directory;
    this.prefix = directory.resolve("prefix");
  }

  /**
   * Makes a fresh Windows.
   *
   * @param name the directory's name below {@code target/windows}
   */
  static WineSession start(String name) throws IOException, InterruptedException {
    WineSession session = make(name);
    session.run("wine", "wineboot", "-i");
    return session;
  }

  /**
   * Makes a fresh Windows that stays up until {@link #end()}, for services. Another one shuts down
   * a moment after its last program, and refuses to start a service in that moment.
   *
   * @param name the directory's name below {@code target/windows}
   */
  static WineSession startAndStay(String name) throws IOException, InterruptedException {
    WineSession session = make(name);
    Files.createDirectory(session.prefix);
    session.run("wineserver", "--persistent");
    // Whatever runs first makes it. wineboot would start a second set of Wine's own services
    // beside.
    session.run("wine", "cmd", "/c", "ver");
    return session;
  }

  private static WineSession make(String name) throws IOException {
    Path directory = WindowsTools.DIRECTORY.resolve(name);
    deleteRecursively(directory);
    Files.createDirectories(directory);
    return new WineSession(directory);
  }

  /** Returns a Linux path as programs in Wine see it. */
  static String windowsPath(Path path) {
    return "Z:" + path.toAbsolutePath().toString().replace('/', '\\');
  }

  /** Returns the directory that this Windows is in. */
  Path prefix() {
    return prefix;
  }

  /** Returns a path on drive C as Linux sees it. */
  Path linuxPath(String windowsPath) {
    assertThat(windowsPath).startsWith("C:\\");
    return prefix.resolve("drive_c").resolve(windowsPath.substring(3).replace('\\', '/'));
  }

  /** Sets variables for programs that Windows itself starts, such as services. */
  void setSystemVariables(Map<String, String> variables) throws IOException, InterruptedException {
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      run(
          "wine",
          "reg",
          "add",
          "HKLM\\System\\CurrentControlSet\\Control\\Session Manager\\Environment",
          "/v",
          variable.getKey(),
          "/d",
          variable.getValue(),
          "/f");
    }
  }

  /** Returns the directory that the session's files are in. */
  Path directory() {
    return directory;
  }

  /** Registers the stand-in server's classes. */
  void register(StandInServer server) throws IOException, InterruptedException {
    Path file = directory.resolve("stand-in.reg");
    Files.writeString(file, server.registration());
    run("wine", "regedit", windowsPath(file));
  }

  /**
   * Runs a command to its end, which must be a success.
   *
   * @return what it printed
   */
  String run(String... command) throws IOException, InterruptedException {
    return run(Map.of(), command);
  }

  /**
   * Runs a command to its end, which must be a success.
   *
   * @param environment variables beside Wine's own
   * @return what it printed
   */
  String run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Ended ended = complete(environment, command);
    assertThat(ended.exitCode()).as("%s printed %s", List.of(command), ended.printed()).isZero();
    return ended.printed();
  }

  /**
   * How a command ended.
   *
   * @param exitCode what it ended with
   * @param printed what it printed, its errors included
   */
  record Ended(int exitCode, String printed) {}

  /**
   * Runs a command to its end.
   *
   * @param environment variables beside Wine's own
   */
  Ended complete(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "run", ".log");
    // A file, not a pipe: Wine's server inherits it and stays.
    Process process =
        prepare(environment, List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    String printed = Files.readString(output);
    assertThat(ended)
        .as("%s ends within the limit; it printed %s", List.of(command), printed)
        .isTrue();
    return new Ended(process.waitFor(), printed);
  }

  /**
   * Starts a program that stays, as the leader of a process group of its own.
   *
   * @param environment variables beside Wine's own
   * @param command the Windows program and its arguments
   */
  WineProcess start(Map<String, String> environment, List<String> command) throws IOException {
    List<String> all = new ArrayList<>(List.of("setsid", "wine"));
    all.addAll(command);
    return new WineProcess(
        prepare(environment, all)
            .redirectError(directory.resolve("stderr.log").toFile())
            .directory(directory.toFile())
            .start());
  }

  /** Ends every process of the session that is still there. */
  void end() throws IOException, InterruptedException {
    Process kill =
        prepare(Map.of(), List.of("wineserver", "-k"))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("wineserver.log").toFile())
            .start();
    if (!kill.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      kill.destroyForcibly();
    }
  }

  /** Prepares a command that is run in this Windows. */
  ProcessBuilder prepare(Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    // The build's own settings are not the gateway's.
    builder.environment().keySet().removeIf(name -> name.startsWith("WPD_"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().put("WINEPREFIX", prefix.toString());
    builder.environment().put("WINEARCH", "win64");
    builder.environment().put("WINEDEBUG", "-all");
    builder.environment().put("WINEDLLOVERRIDES", "mscoree,mshtml=");
    builder.environment().putAll(environment);
    return builder;
  }

  private static void deleteRecursively(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(WineSession::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
