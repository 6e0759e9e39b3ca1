package io.github.vertxwpd.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The COM server in C that takes the place of Windows' portable device DLLs, built from {@code
 * src/test/native}.
 *
 * @param dll the server
 * @param check a client in C that checks the server itself
 */
record StandInServer(Path dll, Path check) {
  /** The C sources, and the header of the interfaces. */
  static final Path SOURCES = Path.of("src", "test", "native").toAbsolutePath();

  private static final String CHECK = "stand_in_check.c";
  private static final List<String> CLASSES =
      List.of(
          "{A1570149-E645-4F43-8B0D-409B061DB2FC}", // EnumBthMtpConnectors
          "{0AF10CEC-2ECD-4B92-9581-34F6AE0637F3}"); // PortableDeviceManager
  private static final long COMPILER_LIMIT_SECONDS = 60;

  /** Compiles both. */
  static StandInServer build() throws IOException, InterruptedException {
    Path directory = Files.createDirectories(WindowsTools.DIRECTORY.resolve("native"));
    Path dll = directory.resolve("wpd_stand_in.dll");
    Path check = directory.resolve("stand_in_check.exe");
    List<String> server = new ArrayList<>(List.of("-shared", "-o", dll.toString()));
    try (Stream<Path> sources = Files.list(SOURCES)) {
      sources
          .filter(file -> file.toString().endsWith(".c") && !file.endsWith(CHECK))
          .sorted()
          .forEach(file -> server.add(file.toString()));
    }
    compile(directory, server);
    compile(directory, List.of("-o", check.toString(), SOURCES.resolve(CHECK).toString()));
    return new StandInServer(dll, check);
  }

  /** Compiles; a warning is an error. */
  static void compile(Path directory, List<String> what) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(WindowsTools.COMPILER, "-std=c11", "-O1", "-Wall", "-Wextra"));
    command.addAll(List.of("-Werror", "-static-libgcc"));
    command.addAll(what);
    command.addAll(List.of("-lole32", "-luuid"));
    Path log = directory.resolve("compiler.log");
    Process compiler =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = compiler.waitFor(COMPILER_LIMIT_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      compiler.destroyForcibly();
    }
    assertThat(ended && compiler.exitValue() == 0).as(Files.readString(log)).isTrue();
  }

  /** Returns the registry file that registers its classes, for {@code regedit}. */
  String registration() {
    StringBuilder file = new StringBuilder("REGEDIT4\r\n");
    String path = WineSession.windowsPath(dll).replace("\\", "\\\\");
    for (String clsid : CLASSES) {
      file.append("\r\n[HKEY_LOCAL_MACHINE\\Software\\Classes\\CLSID\\")
          .append(clsid)
          .append("\\InprocServer32]\r\n@=\"")
          .append(path)
          .append("\"\r\n\"ThreadingModel\"=\"Both\"\r\n");
    }
    return file.toString();
  }
}
