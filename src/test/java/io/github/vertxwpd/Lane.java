package io.github.vertxwpd;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Tests that need more than a JDK. Where what they need is missing they are skipped, with one line
 * that says why; where the system property {@code lanes.required} names them they fail instead.
 */
public enum Lane {
  /** Needs Chromium and Playwright's driver. */
  BROWSER,
  /** Needs Node and npm. */
  NODE,
  /** Needs Prometheus with its promtool. */
  PROMETHEUS,
  /** Needs Wine, a C compiler for Windows and a Java runtime for Windows. */
  WINDOWS;

  /** Which of the build's test processes this is; what it leaves behind has its name. */
  public static final String FORK = System.getProperty("surefire.forkNumber", "1");

  private static final Set<Lane> ANNOUNCED = ConcurrentHashMap.newKeySet();

  /**
   * Goes on where the lane has what it needs.
   *
   * @param condition whether it is there
   * @param reason what is missing, and how to get it
   */
  public void requireOrSkip(boolean condition, String reason) {
    if (condition) {
      return;
    }
    if (required()) {
      throw new AssertionError("the lane " + wireName() + " is required, but " + reason);
    }
    if (ANNOUNCED.add(this)) {
      System.out.println("SKIPPED lane " + wireName() + ": " + reason);
    }
    Assumptions.abort(reason);
  }

  /** Finds a program that is installed. */
  public static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private boolean required() {
    return Arrays.asList(System.getProperty("lanes.required", "").split("\\s*,\\s*"))
        .contains(wireName());
  }

  private String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
