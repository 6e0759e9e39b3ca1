package io.github.vertxwpd.windows;

import io.github.vertxwpd.Lane;
import io.github.vertxwpd.connector.wpd.NativeProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program in Java and one in C, in one Windows of their own under Wine, both clients of the
 * stand-in server, of which each has its own.
 *
 * @param java runs {@link NativeProgram}
 * @param c runs {@code native_client.c}
 * @param session what both are in
 */
public record NativeClients(NativeClient java, NativeClient c, WineSession session) {
  private static final Path RUNTIME = Path.of("target", "windows-jre");
  private static final Path SOURCE =
      Path.of("src", "bench", "native", "native_client.c").toAbsolutePath();
  private static final Map<String, String> BARE = Map.of("STAND_IN_BARE", "1");

  /**
   * All of Java's heap is there from the start, so that other memory can be seen; and its
   * compilers' threads, since the bare functions' thread may not end while one starts.
   */
  private static final List<String> JAVA_FLAGS =
      List.of(
          "-XX:-UseDynamicNumberOfCompilerThreads",
          "-XX:+UseSerialGC",
          "-Xms384m",
          "-Xmx384m",
          "-Xmn256m",
          "-XX:+AlwaysPreTouch");

  /** Returns in one line what is missing on this machine, and what to do; empty where all is. */
  public static Optional<String> missing() {
    for (String program : List.of("wine", "wineserver", WindowsTools.COMPILER)) {
      if (Lane.onPath(program).isEmpty()) {
        return Optional.of(
            program + " is missing: apt-get install wine wine64 gcc-mingw-w64-x86-64");
      }
    }
    if (WindowsTools.javaBelow(RUNTIME).isEmpty()) {
      return Optional.of(
          "no Java runtime for Windows below "
              + RUNTIME
              + ": TEST_LANES=windows ./mvnw -q dependency:unpack@windows-jre");
    }
    return Optional.empty();
  }

  /** Compiles what is in C, makes a fresh Windows, and starts both in it. */
  public static NativeClients start() throws IOException, InterruptedException {
    StandInServer server = StandInServer.build();
    WineSession session = WineSession.start("native-benchmark");
    session.register(server);
    Path program = session.directory().resolve("native_client.exe");
    StandInServer.compile(
        session.directory(),
        List.of(
            "-I", StandInServer.SOURCES.toString(), "-o", program.toString(), SOURCE.toString()));
    Path arguments = session.directory().resolve("java.arguments");
    Files.writeString(arguments, "-cp \"" + classPath() + "\"\n");
    List<String> java = new ArrayList<>();
    java.add(WindowsTools.javaBelow(RUNTIME).orElseThrow().toString());
    java.addAll(JAVA_FLAGS);
    java.add("-Dlogback.configurationFile=io/github/vertxwpd/cli/logback.xml");
    java.add("@" + WineSession.windowsPath(arguments));
    java.add(NativeProgram.class.getName());
    return new NativeClients(
        client(session, java), client(session, List.of(WineSession.windowsPath(program))), session);
  }

  private static NativeClient client(WineSession session, List<String> command) throws IOException {
    List<String> all = new ArrayList<>(List.of("wine"));
    all.addAll(command);
    File errors = session.directory().resolve("stderr.log").toFile();
    return new NativeClient(
        session.prepare(BARE, all).redirectError(ProcessBuilder.Redirect.appendTo(errors)).start());
  }

  /** This process's own class path, as a program in Wine has it; a backslash would be an escape. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> "Z:" + Path.of(entry).toAbsolutePath())
        .collect(Collectors.joining(";"));
  }

  /** Ends both, and Wine. */
  public void end() throws IOException, InterruptedException {
    try {
      java.end();
      c.end();
    } finally {
      session.end();
    }
  }
}
