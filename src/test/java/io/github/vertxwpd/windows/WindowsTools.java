package io.github.vertxwpd.windows;

import io.github.vertxwpd.Lane;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the Windows lane needs on this machine.
 *
 * @param java the {@code java.exe} of a Java runtime for Windows
 * @param fatJar the gateway's jar
 */
record WindowsTools(Path java, Path fatJar) {
  /** The C compiler for Windows. */
  static final String COMPILER = "x86_64-w64-mingw32-gcc";

  /** Where the lane keeps what it makes. */
  static final Path DIRECTORY = Path.of("target", "windows").toAbsolutePath();

  /** Finds everything, or skips the test, or fails it where the lane is required. */
  static WindowsTools requireOrSkip() {
    for (String program : new String[] {"wine", "wineserver", "setsid", COMPILER}) {
      Lane.WINDOWS.requireOrSkip(
          isOnPath(program),
          program + " is missing: apt-get install wine wine64 gcc-mingw-w64-x86-64");
    }
    Path runtime = Path.of(System.getProperty("windows.jre", "target/windows-jre"));
    Optional<Path> java = javaBelow(runtime);
    Lane.WINDOWS.requireOrSkip(
        java.isPresent(),
        "no Java runtime for Windows below " + runtime + ": set TEST_LANES=windows for the build");
    Path fatJar = Path.of(System.getProperty("fat.jar", "")).toAbsolutePath();
    Lane.WINDOWS.requireOrSkip(Files.isRegularFile(fatJar), "the fat jar is not built: " + fatJar);
    return new WindowsTools(java.orElseThrow(), fatJar);
  }

  /** Returns the library of the Java runtime, for a program that hosts it. */
  Path jvm() {
    return java.resolveSibling("server").resolve("jvm.dll");
  }

  /** Returns the zip for Windows, which is built beside the fat jar. */
  Path windowsPackage() {
    return fatJar.resolveSibling(
        fatJar.getFileName().toString().replaceFirst("-fat\\.jar$", "-windows.zip"));
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /** Finds a {@code java.exe} that was unpacked there. */
  static Optional<Path> javaBelow(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.endsWith("bin/java.exe")).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
