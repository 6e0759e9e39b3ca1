package io.github.vertxwpd.doctor;

import io.github.vertxwpd.ClusterOptions;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.connector.ConnectorProvider;
import io.github.vertxwpd.connector.wpd.WindowsProvider;
import io.github.vertxwpd.connector.wpd.WindowsSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The checks there are, in the order in which they are made. */
public final class Doctor {
  private static final List<String> CONFIGURED =
      List.of(
          "provider",
          "ports",
          "exposure",
          "certificates",
          "tokens",
          "audit",
          "disk",
          "sync",
          "journal");

  private static final String NOT_VALID = "the configuration is not valid";
  private static final String SYSTEM = System.getProperty("os.name");

  private final WindowsSystem windows;
  private final ConnectorProvider devices;
  private final Clock clock;
  private final SystemCommand commands;

  /**
   * Makes the doctor of this machine.
   *
   * @param windows what is asked of Windows, where this is one
   */
  public Doctor(WindowsSystem windows) {
    this(windows, new WindowsProvider(), Clock.systemUTC(), new ChildProcess());
  }

  Doctor(WindowsSystem windows, ConnectorProvider devices, Clock clock, SystemCommand commands) {
    this.windows = windows;
    this.devices = devices;
    this.clock = clock;
    this.commands = commands;
  }

  /**
   * Returns all checks but that of the configuration itself.
   *
   * @param options the configuration; empty where it is not valid: then what it configures is not
   *     looked at
   * @param probed the device that may be disconnected and connected to see how Windows calls back:
   *     its id or its PnP id
   */
  public List<Check> checks(Optional<WpdOptions> options, Optional<String> probed) {
    List<Check> checks = new ArrayList<>();
    checks.add(JavaCheck.ofThisProcess(windows));
    Optional<Path> data = Optional.empty();
    if (options.isEmpty()) {
      checks.addAll(notConfigured());
    } else {
      String name = options.get().getData().getDir();
      try {
        data = Optional.of(Path.of(name));
        checks.addAll(configured(options.get(), data.get()));
      } catch (InvalidPathException e) {
        checks.add(new Known(noDirectory(name, e.getReason())));
      }
    }
    checks.add(new ClockCheck(clock, data, commands, SYSTEM));
    checks.add(cluster(options));
    checks.addAll(windows.isWindows() ? onWindows(probed) : List.of(offWindows()));
    return checks;
  }

  private static Finding noDirectory(String name, String why) {
    return Finding.error(
        "disk",
        "data.dir \"" + name + "\" is no name of a directory: " + why,
        "set data.dir to a directory that this user may write to");
  }

  private List<Check> configured(WpdOptions options, Path data) {
    return List.of(
        new ProviderCheck(options.getProvider(), windows.isWindows()),
        new PortCheck(options.getHttp()),
        new ExposureCheck(options.getHttp(), options.getSecurity()),
        new CertificateCheck(options.getHttp(), clock),
        new TokensCheck(options.getSecurity(), clock),
        new AuditCheck(options.getAudit(), options.getData()),
        new DiskCheck(data),
        new SyncCheck(data, System::nanoTime),
        new JournalCheck(data));
  }

  private Check cluster(Optional<WpdOptions> options) {
    if (options.isEmpty()) {
      return Known.skip("cluster", NOT_VALID);
    }
    ClusterOptions cluster = options.get().getCluster();
    return cluster.isEnabled()
        ? new ClusterCheck(cluster, options.get().getGateway(), clock)
        : Known.skip("cluster", "cluster.enabled is false: this gateway is alone");
  }

  private static List<Check> notConfigured() {
    return CONFIGURED.stream().<Check>map(name -> Known.skip(name, NOT_VALID)).toList();
  }

  private List<Check> onWindows(Optional<String> probed) {
    return List.of(
        new EditionCheck(windows),
        new FeatureCheck(windows),
        new ServiceCheck(windows),
        new RadioCheck(windows),
        new AccountCheck(windows),
        new EnumerationCheck(devices, System::nanoTime),
        new CallbackCheck(devices, windows, probed, System::nanoTime),
        new ChangesCheck(windows),
        new SearchIntervalCheck(windows));
  }

  private static Check offWindows() {
    return Known.skip(
        "windows",
        "this is "
            + SYSTEM
            + ": edition, feature, services, radio, session, enumeration, callback and search"
            + " interval are looked at on Windows alone");
  }
}
