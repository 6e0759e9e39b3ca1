package io.github.vertxwpd.doctor;

import io.github.vertxwpd.connector.wpd.WindowsSystem;
import java.util.regex.Pattern;

/**
 * Which Windows this is, as the registry says.
 *
 * @param product its name
 * @param id the edition's id, such as {@code Professional} or {@code ProfessionalN}
 * @param version its version, such as {@code 23H2}
 * @param build its build
 * @param installation {@code Client} or one of {@code Server}
 */
record WindowsEdition(String product, String id, String version, int build, String installation) {
  static final String KEY = "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion";

  /** The first build of Windows 11, which calls itself Windows 10 in the registry. */
  private static final int WINDOWS_11 = 22_000;

  /** N and KN, and what they are to try out; Education ends with another n. */
  private static final Pattern WITHOUT_MEDIA = Pattern.compile(".*K?N(Eval)?");

  private static final Pattern LONG_TERM = Pattern.compile("(IoT)?EnterpriseS.*");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final String UNKNOWN = "unknown";

  static WindowsEdition of(WindowsSystem windows) {
    String build = windows.text(KEY, "CurrentBuildNumber").orElse("");
    return new WindowsEdition(
        windows.text(KEY, "ProductName").orElse("Windows"),
        windows.text(KEY, "EditionID").orElse(UNKNOWN),
        windows
            .text(KEY, "DisplayVersion")
            .or(() -> windows.text(KEY, "ReleaseId"))
            .orElse(UNKNOWN),
        NUMBER.matcher(build).matches() ? Integer.parseInt(build) : 0,
        windows.text(KEY, "InstallationType").orElse(UNKNOWN));
  }

  /** Returns whether it comes without the media features, which portable devices are one of. */
  boolean isWithoutMedia() {
    return WITHOUT_MEDIA.matcher(id).matches();
  }

  boolean isServer() {
    return installation.startsWith("Server");
  }

  /** Returns whether its package of portable devices can be removed, and not brought back. */
  boolean isLongTerm() {
    return LONG_TERM.matcher(id).matches();
  }

  /** Returns its name for people. */
  String description() {
    String name = build >= WINDOWS_11 ? product.replace("Windows 10", "Windows 11") : product;
    return "%s (%s), version %s, build %d".formatted(name, id, version, build);
  }

  /** Returns how the feature is brought back where it is missing. */
  String howToGetWpd() {
    if (isServer()) {
      return "run the gateway on an edition for clients: Windows Server does not have it";
    }
    if (isWithoutMedia()) {
      return "install the Media Feature Pack (Settings, Optional features, Add a feature), then"
          + " restart Windows";
    }
    if (isLongTerm()) {
      return "install Windows anew, with its package Microsoft-Windows-Portable-Devices: in this"
          + " edition it can be removed, and not be brought back";
    }
    return "repair Windows with `sfc /scannow`; an N edition needs the Media Feature Pack";
  }
}
