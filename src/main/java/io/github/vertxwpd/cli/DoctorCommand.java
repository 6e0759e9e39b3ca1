package io.github.vertxwpd.cli;

import io.github.vertxwpd.connector.wpd.NativeWindowsSystem;
import io.github.vertxwpd.doctor.Check;
import io.github.vertxwpd.doctor.Doctor;
import io.github.vertxwpd.doctor.Examination;
import io.github.vertxwpd.doctor.Report;
import io.github.vertxwpd.doctor.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doctor}. */
@Command(
    name = "doctor",
    description = {
      "Say what keeps a gateway from running here, and what to do about it.",
      "It takes the same configuration as `run`, changes nothing, and does not disturb a gateway"
          + " that runs. Exit code 1 means that there is an error; a warning is 0."
    })
final class DoctorCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ConfigurationSources sources;

  @Option(
      names = "--probe-callback",
      paramLabel = "<device>",
      description =
          "Measure also on which thread and when Windows calls back. This disconnects and connects"
              + " that device: give its id or its PnP id.")
  private String probed;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    DoctorConfiguration configuration = DoctorConfiguration.load(sources, console.environment());
    List<Check> checks = new ArrayList<>();
    checks.add(configuration);
    checks.addAll(
        new Doctor(new NativeWindowsSystem())
            .checks(configuration.options(), Optional.ofNullable(probed)));
    try (DoctorOutput output = new DoctorOutput(console)) {
      Report report = new Examination(output).of(checks);
      output.print(report);
      return report.worst() == Status.ERROR ? ExitCode.FAILED : ExitCode.OK;
    }
  }
}
