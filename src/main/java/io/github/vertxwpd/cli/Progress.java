package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.Verb;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Says on a terminal which operation is waited for, how far it is, and for how long against its
 * deadline: in one line that is painted over and over, or where that cannot be, in a line every
 * some seconds. Elsewhere it says nothing.
 */
final class Progress implements AutoCloseable {
  /** How often the line is worth painting. */
  static final Duration TURN = Duration.ofMillis(125);

  private static final String SPINNER = "|/-\\";
  private static final Duration LINE_INTERVAL = Duration.ofSeconds(10);

  /** A line that is too long for the terminal could not be painted over. */
  private static final int MAX_NAME = 40;

  private final Console console;
  private final PaintedLine line;
  private final Verb verb;
  private final LongSupplier nanoTime;
  private final long start;
  private String device;
  private String state = "";
  private Optional<Duration> deadline = Optional.empty();
  private Duration nextLine = LINE_INTERVAL;

  /**
   * Makes a line, which appears with the first {@link #tick()}.
   *
   * @param console where to show it
   * @param verb what is done
   * @param device the device, as the user calls it
   * @param nanoTime the time that passes, in nanoseconds
   */
  Progress(Console console, Verb verb, String device, LongSupplier nanoTime) {
    this.console = console;
    this.line = new PaintedLine(console);
    this.verb = verb;
    this.device = device.length() <= MAX_NAME ? device : device.substring(0, MAX_NAME) + "...";
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** Takes note of the operation as the gateway tells it now. */
  void update(JsonObject operation) {
    device = operation.getString("device");
    state = ", " + operation.getString("state");
    deadline = Optional.ofNullable(operation.getLong("timeoutMs")).map(Duration::ofMillis);
  }

  /** Shows how much time has passed. */
  void tick() {
    Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - start);
    if (console.interactive()) {
      line.paint(spinner(elapsed) + " " + text(elapsed));
    } else if (console.watched() == Terminal.Kind.LINES && elapsed.compareTo(nextLine) >= 0) {
      console.note(text(elapsed));
      nextLine = elapsed.plus(LINE_INTERVAL);
    }
  }

  /** Wipes the line. */
  @Override
  public void close() {
    line.close();
  }

  /** Writes a duration in seconds with one decimal. */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  private static char spinner(Duration elapsed) {
    return SPINNER.charAt((int) (elapsed.dividedBy(TURN) % SPINNER.length()));
  }

  /** A gateway that is late with its answer is said to be, so that nobody takes it for a hang. */
  private String text(Duration elapsed) {
    String limit =
        deadline
            .map(end -> " / " + seconds(end) + (elapsed.compareTo(end) > 0 ? ", overdue" : ""))
            .orElse("");
    String what = verb.transition().wireName() + " " + device + state;
    return PlainText.of(what + ": " + seconds(elapsed) + limit);
  }
}
