package io.github.vertxwpd.doctor;

import static io.github.vertxwpd.doctor.Findings.assertError;
import static io.github.vertxwpd.doctor.Findings.assertOk;
import static io.github.vertxwpd.doctor.Findings.assertSkipped;
import static io.github.vertxwpd.doctor.Findings.assertWarning;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ClockCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:14:00Z");

  private static Finding time(Instant now) throws Exception {
    return check(now, "Plan 9", Optional.empty()).run().get(0);
  }

  private static Finding synchronised(String system, int exitCode, String text) throws Exception {
    return check(NOW, system, Optional.of(new SystemCommand.Output(exitCode, text))).run().get(1);
  }

  private static ClockCheck check(
      Instant now, String system, Optional<SystemCommand.Output> output) {
    return new ClockCheck(
        Clock.fixed(now, ZoneOffset.UTC), Optional.empty(), command -> output, system);
  }

  @Test
  void aTimeBeforeThisProgramWasMadeIsAnError() throws Exception {
    assertOk(time(NOW), "2026-11-22T09:14:00.000Z");
    assertError(time(Instant.EPOCH), "set the clock");
  }

  @Test
  void linuxIsAskedWhetherItsClockIsSynchronised() throws Exception {
    assertOk(synchronised("Linux", 0, "yes\n"));
    assertWarning(synchronised("Linux", 0, "no\n"), "NTP");
    assertSkipped(synchronised("Linux", 1, "Failed to connect to bus"), "timedatectl");
  }

  @Test
  void windowsIsAskedWhetherItsClockIsSynchronisedInWhateverLanguage() throws Exception {
    assertOk(synchronised("Windows 11", 0, "Leap Indicator: 0(no warning)\r\nStratum: 3 (x)\r\n"));
    assertWarning(
        synchronised("Windows 11", 0, "Sprungindikator: 3(nicht synchronisiert)\r\nStratum: 0"),
        "NTP");
    assertWarning(synchronised("Windows 11", 1, "0x80070426"), "net start w32time");
  }

  @Test
  void whereNobodyCanBeAskedThatIsSkipped() throws Exception {
    assertSkipped(check(NOW, "Linux", Optional.empty()).run().get(1), "timedatectl");
    assertSkipped(check(NOW, "Windows 11", Optional.empty()).run().get(1), "w32tm");
    assertSkipped(check(NOW, "Plan 9", Optional.empty()).run().get(1), "Plan 9");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs a POSIX shell")
  void aCommandIsRunAndOneThatIsMissingIsNoFailure() throws Exception {
    ChildProcess commands = new ChildProcess();

    assertThat(commands.run(List.of("/bin/sh", "-c", "echo said; exit 3")))
        .contains(new SystemCommand.Output(3, "said\n"));
    assertThat(commands.run(List.of("/no/such/program"))).isEmpty();
  }
}
