package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.Verb;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter err = new StringWriter();
  private final AtomicLong nanoTime = new AtomicLong(42);

  private Console console(Terminal.Kind kind) {
    return new Console(
        new PrintWriter(new StringWriter()),
        new PrintWriter(err, true),
        Map.of(),
        new Terminal(kind, true));
  }

  private Progress progress(Console console) {
    Progress progress = new Progress(console, Verb.DISCONNECT, FakeGateway.DEVICE, nanoTime::get);
    progress.update(pending());
    return progress;
  }

  private static JsonObject pending() {
    return FakeGateway.operation().put("timeoutMs", 60_000);
  }

  private String after(Progress progress, Duration time) {
    nanoTime.addAndGet(time.toNanos());
    err.getBuffer().setLength(0);
    progress.tick();
    return err.toString();
  }

  @Test
  void aSpinnerTurnsBesideHowLongItTakesAgainstTheDeadline() {
    try (Progress progress = progress(console(Terminal.Kind.SCREEN))) {
      assertThat(after(progress, Duration.ZERO))
          .isEqualTo("\r| disconnecting bt-a0b1c2d3e4f5, pending: 0.0 s / 60.0 s");
      assertThat(after(progress, Duration.ofMillis(125)))
          .isEqualTo("\r/ disconnecting bt-a0b1c2d3e4f5, pending: 0.1 s / 60.0 s");
      assertThat(after(progress, Duration.ofMillis(125))).startsWith("\r- ");
      assertThat(after(progress, Duration.ofMillis(125))).startsWith("\r\\ ");
      assertThat(after(progress, Duration.ofMillis(125))).startsWith("\r| ");
      assertThat(after(progress, Duration.ofSeconds(60))).endsWith(": 60.5 s / 60.0 s, overdue");
    }
  }

  @Test
  void aShorterLineLeavesNothingOfALongerOne() {
    try (Progress progress = progress(console(Terminal.Kind.SCREEN))) {
      progress.update(pending().put("state", "accepted"));
      after(progress, Duration.ZERO);
      progress.update(pending());

      assertThat(after(progress, Duration.ZERO)).endsWith("pending: 0.0 s / 60.0 s ");
    }
  }

  @Test
  void theLineIsWipedAtTheEnd() {
    Progress progress = progress(console(Terminal.Kind.SCREEN));
    int width = after(progress, Duration.ZERO).length() - 1;
    err.getBuffer().setLength(0);

    progress.close();

    assertThat(err.toString()).isEqualTo("\r" + " ".repeat(width) + "\r");
  }

  @Test
  void beforeTheGatewayHasAnsweredThereIsNoDeadline() {
    Console console = console(Terminal.Kind.SCREEN);
    String pnpId = "\\\\?\\BTHENUM#" + "x".repeat(100);
    try (Progress progress = new Progress(console, Verb.CONNECT, pnpId, nanoTime::get)) {
      assertThat(after(progress, Duration.ZERO))
          .isEqualTo("\r| connecting " + pnpId.substring(0, 40) + "...: 0.0 s");
      progress.update(pending());
      assertThat(after(progress, Duration.ZERO))
          .startsWith("\r| connecting bt-a0b1c2d3e4f5, pending: 0.0 s / 60.0 s");
    }
  }

  @Test
  void aTerminalWithoutACursorGetsALineEveryTenSeconds() {
    try (Progress progress = progress(console(Terminal.Kind.LINES))) {
      assertThat(after(progress, Duration.ofSeconds(9))).isEmpty();
      assertThat(after(progress, Duration.ofSeconds(1)).lines())
          .containsExactly("disconnecting bt-a0b1c2d3e4f5, pending: 10.0 s / 60.0 s");
      assertThat(after(progress, Duration.ofSeconds(9))).isEmpty();
      assertThat(after(progress, Duration.ofSeconds(1))).contains(": 20.0 s / 60.0 s");
      err.getBuffer().setLength(0);
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void whereNobodyWatchesNothingIsPrinted() {
    Console json = console(Terminal.Kind.SCREEN);
    json.setJson(true);
    try (Progress progress = progress(json)) {
      assertThat(after(progress, Duration.ofSeconds(20))).isEmpty();
    }
    try (Progress progress = progress(console(Terminal.Kind.NONE))) {
      assertThat(after(progress, Duration.ofSeconds(20))).isEmpty();
    }
  }
}
