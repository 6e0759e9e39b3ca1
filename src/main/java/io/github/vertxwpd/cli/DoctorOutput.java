package io.github.vertxwpd.cli;

import io.github.vertxwpd.doctor.Check;
import io.github.vertxwpd.doctor.Examination;
import io.github.vertxwpd.doctor.Finding;
import io.github.vertxwpd.doctor.Report;
import io.github.vertxwpd.doctor.Status;
import java.time.Duration;

/** Prints each finding when it is there, or, in JSON, all of them in the end. */
final class DoctorOutput implements Examination.Listener, AutoCloseable {
  /** The longest name of a check, and a gap. */
  private static final int NAME_WIDTH = 21;

  private static final int STATUS_WIDTH = 6;

  private final Console console;
  private final PaintedLine line;
  private long startNanos = System.nanoTime();

  DoctorOutput(Console console) {
    this.console = console;
    this.line = new PaintedLine(console);
  }

  /** Says on a terminal what takes so long, in a line that the finding replaces. */
  @Override
  public void waiting(Check check) {
    if (console.interactive() && !console.json()) {
      long seconds = Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
      line.paint("looking at " + check.name() + " ... " + seconds + " s");
    }
  }

  @Override
  public void found(Finding finding) {
    close();
    startNanos = System.nanoTime();
    if (console.json()) {
      return;
    }
    console.print(
        padded(finding.status().wireName(), STATUS_WIDTH)
            + padded(finding.name(), NAME_WIDTH)
            + PlainText.of(finding.message()));
    finding
        .fix()
        .ifPresent(fix -> console.print(" ".repeat(STATUS_WIDTH) + "fix: " + PlainText.of(fix)));
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  /** Prints what there is to say in the end. */
  void print(Report report) {
    console.result(
        "%d ok, %s, %s, %d skipped"
            .formatted(
                report.count(Status.OK),
                count(report.count(Status.WARN), "warning"),
                count(report.count(Status.ERROR), "error"),
                report.count(Status.SKIP)),
        report.toJson());
  }

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /** Wipes the line of what is waited for. */
  @Override
  public void close() {
    line.close();
  }
}
