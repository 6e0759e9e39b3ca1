package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person sees on a terminal that a program in a pipe does not. */
class TerminalTest {
  private static final Terminal COLOURED = new Terminal(Terminal.Kind.SCREEN, true);
  private static final String SEQUENCE = "\u001b\\[[0-9;]*m";

  private FakeGateway gateway;

  @BeforeEach
  void start() throws TimeoutException {
    gateway = new FakeGateway();
    gateway.answer(
        "GET /api/v1/devices",
        200,
        FakeGateway.listing(
            FakeGateway.device("Canon EOS", "connected"),
            FakeGateway.device("a\u001b[31mb@|red c|@", "disconnecting"),
            FakeGateway.device("キヤノン", "connected").put("freshness", "stale")));
    gateway.answer(
        "GET /api/v1/gateways",
        200,
        new JsonObject()
            .put(
                "gateways",
                JsonArray.of(
                    new JsonObject()
                        .put("gateway", "gw-017")
                        .put("state", "up")
                        .put("provider", "wpd")
                        .put("version", "1.0.0")
                        .put("devices", 8)
                        .put("startedAt", "2026-11-22T09:00:00.000Z")
                        .put("degraded", JsonArray.of("apartment-hung")))));
    gateway.answer(
        "GET /api/v1/operations",
        200,
        new JsonObject()
            .put("operations", JsonArray.of(operation().put("outcome", "timed-out"), operation())));
  }

  private static JsonObject operation() {
    return FakeGateway.operation().put("acceptedAt", "2026-11-22T09:14:00.801Z");
  }

  @AfterEach
  void stop() throws TimeoutException {
    gateway.close();
  }

  private CommandRun on(Terminal terminal, String... args) {
    return CommandRun.on(terminal, Map.of("WPD_URL", gateway.url()), args);
  }

  @Test
  void headingsAreBoldAndWordsHaveTheirColours() {
    assertThat(on(COLOURED, "devices").out())
        .contains("\u001b[1mDEVICE\u001b[0m")
        .contains("\u001b[32mconnected\u001b[0m")
        .contains("\u001b[33mdisconnecting\u001b[0m")
        .contains("\u001b[31mstale (was connected at 2026-11-22T09:14:00.120Z)\u001b[0m");
    assertThat(on(COLOURED, "gateways").out())
        .contains("\u001b[32mup\u001b[0m")
        .contains("\u001b[31mapartment-hung\u001b[0m");
    assertThat(on(COLOURED, "operations").out())
        .contains("\u001b[31mtimed-out\u001b[0m")
        .contains("\u001b[33mpending\u001b[0m");
  }

  @ParameterizedTest
  @CsvSource({"devices", "gateways", "operations"})
  void coloursChangeNoColumnAndSayNothingAlone(String command) {
    CommandRun coloured = on(COLOURED, command);

    assertThat(coloured.out()).containsPattern(SEQUENCE);
    assertThat(coloured.out().replaceAll(SEQUENCE, "")).isEqualTo(on(Terminal.NONE, command).out());
  }

  @Test
  void aNameBringsNoColourOfItsOwn() {
    assertThat(on(COLOURED, "devices").out())
        .contains("  a?[31mb@|red c|@  ")
        .doesNotContain("a\u001b");
  }

  @Test
  void wideLettersTakeTwoColumns() {
    assertThat(on(Terminal.NONE, "devices").lines())
        .anyMatch(line -> line.contains("  Canon EOS         connected"))
        .anyMatch(line -> line.contains("  キヤノン          stale"));
    assertThat(PlainText.columns("ｷﾔﾉﾝ")).isEqualTo(4);
    assertThat(PlainText.columns("Came\u0301ra")).isEqualTo(6);
    assertThat(PlainText.columns("📷 ，")).isEqualTo(5);
  }

  @Test
  void theCommandLineHasTheLastWord() {
    assertThat(on(COLOURED, "devices", "--color", "never").out()).doesNotContain("\u001b");
    assertThat(on(Terminal.NONE, "devices", "--color=always").out()).contains("\u001b[1mDEVICE");
    assertThat(on(Terminal.NONE, "--color=always", "devices").out()).contains("\u001b[1mDEVICE");
    assertThat(on(COLOURED, "devices", "--color", "auto").out()).contains("\u001b[1mDEVICE");
    assertThat(on(Terminal.NONE, "devices", "--color", "auto").out()).doesNotContain("\u001b");
  }

  @Test
  void helpHasColoursWhereResultsHave() {
    assertThat(on(COLOURED, "devices", "--help").out()).contains("\u001b[");
    assertThat(on(Terminal.NONE, "devices", "--help").out()).doesNotContain("\u001b");
    assertThat(on(Terminal.NONE, "devices", "--help", "--color=always").out()).contains("\u001b[");
  }

  @Test
  void jsonAndErrorsHaveNone() {
    CommandRun json = on(COLOURED, "devices", "--json", "--color", "always");
    CommandRun refused = on(COLOURED, "devices", "--link", "up", "--color", "always");

    assertThat(json.out()).doesNotContain("\u001b");
    assertThat(refused.err()).startsWith("error: ").doesNotContain("\u001b");
  }

  @Test
  void aChoiceThatIsNoneIsRefusedWithTheOnesThereAre() {
    CommandRun run = on(COLOURED, "devices", "--color", "pink");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--color", "known are always, auto, never");
  }

  @Test
  void anOutcomeHasItsColour() {
    gateway.answer(
        "POST /api/v1/devices/" + FakeGateway.DEVICE + "/disconnect",
        200,
        FakeGateway.operation().mergeIn(FakeGateway.end("succeeded")).put("state", "ended"));

    assertThat(on(COLOURED, "disconnect", FakeGateway.DEVICE).out())
        .contains("disconnect \u001b[32msucceeded\u001b[0m in 2.3 s")
        .contains("(\u001b[32mconnected\u001b[0m -> \u001b[36mdisconnected\u001b[0m, verified)");
  }

  @Test
  void anEventHasColoursToo() {
    gateway.onSubscribe(
        (socket, message) ->
            FakeGateway.send(socket, FakeGateway.completed(8, FakeGateway.OPERATION, "failed")));

    assertThat(on(COLOURED, "watch", "--count", "1").out())
        .contains("disconnect \u001b[31mfailed\u001b[0m in 2.3 s");
  }

  @Test
  void aDumbTerminalShowsLinesAlone() {
    Map<String, String> dumb = Map.of("TERM", "dumb");

    assertThat(Terminal.of(true, true, dumb)).isEqualTo(new Terminal(Terminal.Kind.LINES, false));
    assertThat(Terminal.of(true, true, Map.of("TERM", "xterm"))).isEqualTo(COLOURED);
    assertThat(Terminal.of(true, false, Map.of()))
        .isEqualTo(new Terminal(Terminal.Kind.SCREEN, false));
    assertThat(Terminal.of(false, false, dumb)).isEqualTo(Terminal.NONE);
  }
}
