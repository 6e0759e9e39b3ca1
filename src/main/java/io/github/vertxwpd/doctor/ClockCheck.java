package io.github.vertxwpd.doctor;

import io.github.vertxwpd.model.Timestamps;
import io.github.vertxwpd.stream.JournalInspection;
import io.github.vertxwpd.stream.JournalUnavailableException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether the time of day can be right, and whether something keeps it so. Nobody on the network is
 * asked.
 *
 * @param clock tells the time of day
 * @param data the data directory, whose newest event is not after now
 * @param commands asks the operating system
 * @param system its name
 */
record ClockCheck(Clock clock, Optional<Path> data, SystemCommand commands, String system)
    implements Check {
  /** This version was made after it. */
  static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

  private static final String NAME = "clock";
  private static final String SYNC_NAME = "clock-sync";
  private static final String SYNCHRONISE =
      "let the system set its clock by NTP: tokens, certificates and events rely on it";

  /** The value 3 of what comes first, the leap indicator; the words are in Windows' language. */
  private static final Pattern NOT_SYNCHRONISED = Pattern.compile("^[^\\n]*:\\s*3\\(");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() throws InterruptedException {
    return List.of(time(), synchronised());
  }

  private Finding time() {
    Instant now = clock.instant();
    String time = "it is " + Timestamps.format(now);
    if (now.isBefore(EARLIEST)) {
      return Finding.error(NAME, time + ", which cannot be", "set the clock of this machine");
    }
    return newestEvent()
        .filter(now::isBefore)
        .map(
            newest ->
                Finding.error(
                    NAME,
                    time + ", and the journal has an event of " + Timestamps.format(newest),
                    "set the clock of this machine: it goes back, or was wrong before"))
        .orElseGet(() -> Finding.ok(NAME, time));
  }

  private Optional<Instant> newestEvent() {
    try {
      return data.map(JournalInspection::of)
          .filter(JournalInspection.Legible.class::isInstance)
          .flatMap(journal -> ((JournalInspection.Legible) journal).newest());
    } catch (JournalUnavailableException saidElsewhere) {
      return Optional.empty();
    }
  }

  private Finding synchronised() throws InterruptedException {
    if (system.startsWith("Windows")) {
      return ofWindows();
    }
    return system.equals("Linux")
        ? ofLinux()
        : Finding.skip(SYNC_NAME, "it is not known how " + system + " tells who sets its clock");
  }

  private Finding ofLinux() throws InterruptedException {
    List<String> command = List.of("timedatectl", "show", "-p", "NTPSynchronized", "--value");
    Optional<String> answer =
        commands.run(command).filter(o -> o.exitCode() == 0).map(o -> o.text().strip());
    if (answer.filter("yes"::equals).isPresent()) {
      return Finding.ok(SYNC_NAME, "the system keeps its clock synchronised");
    }
    return answer.filter("no"::equals).isPresent()
        ? Finding.warn(SYNC_NAME, "nothing keeps this machine's clock synchronised", SYNCHRONISE)
        : Finding.skip(SYNC_NAME, "timedatectl does not say whether the clock is synchronised");
  }

  private Finding ofWindows() throws InterruptedException {
    Optional<SystemCommand.Output> output = commands.run(List.of(w32tm(), "/query", "/status"));
    if (output.isEmpty()) {
      return Finding.skip(SYNC_NAME, "w32tm does not say whether the clock is synchronised");
    }
    if (output.get().exitCode() != 0) {
      return Finding.warn(
          SYNC_NAME,
          "the time service of Windows does not run, or does not answer this account",
          "start it: `net start w32time`; " + SYNCHRONISE);
    }
    return NOT_SYNCHRONISED.matcher(output.get().text().strip()).find()
        ? Finding.warn(SYNC_NAME, "nothing keeps this machine's clock synchronised", SYNCHRONISE)
        : Finding.ok(SYNC_NAME, "Windows keeps its clock synchronised");
  }

  /** Named in full: a program of that name in the working directory is another one. */
  private static String w32tm() {
    return Optional.ofNullable(System.getenv("SystemRoot")).orElse("C:\\Windows")
        + "\\System32\\w32tm.exe";
  }
}
