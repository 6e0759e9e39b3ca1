package io.github.vertxwpd.doctor;

import io.github.vertxwpd.connector.wpd.WindowsSystem;
import java.util.List;
import java.util.Optional;

/**
 * Whether this Java can run a gateway.
 *
 * @param feature its feature version, such as 17
 * @param description the version and the processor that it is for
 * @param obstacle why it cannot call COM; empty off Windows, and where it can
 */
record JavaCheck(int feature, String description, Optional<String> obstacle) implements Check {
  private static final int OLDEST = 17;
  private static final String NAME = "java";

  static JavaCheck ofThisProcess(WindowsSystem windows) {
    return new JavaCheck(
        Runtime.version().feature(),
        "Java "
            + System.getProperty("java.version")
            + " of "
            + System.getProperty("java.vendor")
            + " for "
            + System.getProperty("os.arch"),
        windows.isWindows() ? windows.obstacle() : Optional.empty());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() {
    return List.of(finding().with("feature", feature));
  }

  private Finding finding() {
    if (feature < OLDEST) {
      return Finding.error(
          NAME,
          description + " is too old",
          "install a Java " + OLDEST + " or newer, of 64 bits, and run the gateway with it");
    }
    return obstacle
        .map(
            why ->
                Finding.error(
                    NAME,
                    description + ": " + why,
                    "install a 64-bit Java and run the gateway with it"))
        .orElseGet(() -> Finding.ok(NAME, description));
  }
}
