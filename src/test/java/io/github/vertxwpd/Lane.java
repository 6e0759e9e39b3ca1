package io.github.vertxwpd;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/**
 * Tests that need more than a JDK. Where what they need is missing they are skipped, with one line
 * that says why; where the system property {@code lanes.required} names them they fail instead.
 */
public enum Lane {
  /** Needs Chromium and Playwright's driver. */
  BROWSER,
  /** Needs Wine, a C compiler for Windows and a Java runtime for Windows. */
  WINDOWS;

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

  private boolean required() {
    return Arrays.asList(System.getProperty("lanes.required", "").split("\\s*,\\s*"))
        .contains(wireName());
  }

  private String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
