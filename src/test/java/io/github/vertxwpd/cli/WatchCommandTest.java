package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchCommandTest {
  @TempDir private Path directory;

  private FakeGateway gateway;

  @BeforeEach
  void start() throws TimeoutException {
    gateway = new FakeGateway();
  }

  @AfterEach
  void stop() throws TimeoutException {
    gateway.close();
  }

  private CommandRun watch(String... more) {
    Stream<String> command = Stream.of("watch", "--url", gateway.url());
    return CommandRun.of(Stream.concat(command, Stream.of(more)).toArray(String[]::new));
  }

  private static JsonObject deviceChanged(int offset) {
    return FakeGateway.event(
        offset,
        "wpd.device.changed.v1",
        new JsonObject()
            .put("cause", "external")
            .put("before", "connected")
            .put("device", FakeGateway.device("Canon EOS", "disconnected")));
  }

  @Test
  void everyEventIsOneLineAndCountEndsIt() {
    gateway.onSubscribe(
        (socket, message) -> {
          FakeGateway.send(socket, new JsonObject().put("t", "snapshot").put("last", true));
          FakeGateway.sendSubscribed(socket, "k3f9.6");
          FakeGateway.send(
              socket,
              new JsonArray()
                  .add(FakeGateway.completed(7, FakeGateway.OPERATION, "succeeded"))
                  .add(deviceChanged(8))
                  .add(deviceChanged(9)));
        });

    CommandRun run = watch("--count", "2");

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines())
        .containsExactly(
            "2026-11-22T09:14:03.118Z  operation.completed  bt-a0b1c2d3e4f5   disconnect succeeded"
                + " in 2.3 s (connected -> disconnected, verified)",
            "2026-11-22T09:14:03.118Z  device.changed       bt-a0b1c2d3e4f5   Canon EOS: connected"
                + " -> disconnected (external)");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void inJsonEveryLineIsTheCloudEvent() {
    gateway.onSubscribe(
        (socket, message) -> {
          FakeGateway.sendSubscribed(socket, "k3f9.6");
          FakeGateway.send(socket, deviceChanged(7));
          FakeGateway.send(socket, deviceChanged(8));
        });

    CommandRun run = watch("--count", "2", "--json");

    assertThat(run.lines().stream().map(JsonObject::new))
        .containsExactly(deviceChanged(7).getJsonObject("e"), deviceChanged(8).getJsonObject("e"));
  }

  @Test
  void anEventOfAnUnknownTypeIsShownWithItsData() {
    gateway.onSubscribe(
        (socket, message) ->
            FakeGateway.send(
                socket,
                FakeGateway.event(7, "wpd.moon.rose.v1", new JsonObject().put("phase", "full"))));

    assertThat(watch("--count", "1").out()).contains("moon.rose").contains("{\"phase\":\"full\"}");
  }

  @Test
  void afterABrokenConnectionItGoesOnWhereItWasAndDropsDuplicates() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    gateway.onSubscribe(
        (socket, message) -> {
          if (connections.incrementAndGet() == 1) {
            FakeGateway.sendSubscribed(socket, "k3f9.6");
            FakeGateway.send(socket, deviceChanged(7));
            socket.close((short) 4000, "going away");
          } else {
            FakeGateway.sendSubscribed(socket, "k3f9.7");
            FakeGateway.send(socket, JsonArray.of(deviceChanged(7), deviceChanged(8)));
          }
        });

    CommandRun run = watch("--count", "2", "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines().stream().map(line -> new JsonObject(line).getString("id")))
        .containsExactly("k3f9:7", "k3f9:8");
    assertThat(run.err()).contains("4000").contains("going away").contains("trying again in");
    JsonObject first = gateway.message("subscribe");
    assertThat(first.getString("cursor")).isNull();
    assertThat(first.getString("portable")).isNull();
    JsonObject second = gateway.message("subscribe");
    assertThat(second.getString("cursor")).isEqualTo("k3f9.7");
    assertThat(second.getString("portable")).isEqualTo("portable-k3f9.6");
  }

  @Test
  void aPingIsAnsweredAndItsCursorRemembered() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    gateway.onSubscribe(
        (socket, message) -> {
          FakeGateway.sendSubscribed(socket, "k3f9.6");
          if (connections.incrementAndGet() == 1) {
            FakeGateway.send(
                socket,
                new JsonObject().put("t", "ping").put("n", 7).put("portable", "from-the-ping"));
            socket.close();
          } else {
            FakeGateway.send(socket, deviceChanged(7));
          }
        });

    CommandRun run = watch("--count", "1");

    assertThat(run.lines()).hasSize(1);
    gateway.message("subscribe");
    assertThat(gateway.message("subscribe").getString("portable")).isEqualTo("from-the-ping");
  }

  @Test
  void aPongCarriesTheNumberOfItsPing() throws Exception {
    gateway.onSubscribe(
        (socket, message) -> {
          socket.textMessageHandler(
              text -> {
                FakeGateway.send(socket, FakeGateway.event(7, text, new JsonObject()));
              });
          FakeGateway.send(socket, new JsonObject().put("t", "ping").put("n", 7));
        });

    CommandRun run = watch("--count", "1", "--json");

    assertThat(new JsonObject(run.json().getString("type")))
        .isEqualTo(new JsonObject().put("t", "pong").put("n", 7));
  }

  @Test
  void aGapIsSaid() {
    gateway.onSubscribe(
        (socket, message) -> {
          FakeGateway.send(socket, new JsonObject().put("t", "reset").put("reason", "retention"));
          FakeGateway.sendSubscribed(socket, "k3f9.6");
          FakeGateway.send(socket, deviceChanged(7));
        });

    assertThat(watch("--count", "1").err()).contains("events are missing here (retention)");
  }

  @Test
  void theFiltersStandInTheSubscription() throws Exception {
    gateway.onSubscribe((socket, message) -> FakeGateway.send(socket, deviceChanged(7)));

    watch(
        "--count=1",
        "--device=bt-a0b1c2d3e4f5",
        "--device=pnp-0123456789abcdef",
        "--type=device.changed",
        "--type=wpd.operation.completed.v1",
        "--type=operation.completed",
        "--gateway=gw-017");

    assertThat(gateway.message("subscribe").getJsonObject("filter"))
        .isEqualTo(
            new JsonObject()
                .put("device", JsonArray.of("bt-a0b1c2d3e4f5", "pnp-0123456789abcdef"))
                .put("type", JsonArray.of("wpd.device.changed.v1", "wpd.operation.completed.v1"))
                .put("gateway", JsonArray.of("gw-017")));
  }

  @ParameterizedTest
  @CsvSource({
    "--type, operation.complete, did you mean \"operation.completed\"?",
    "--type, wpd.device.chnged.v1, did you mean \"device.changed\"?",
    "--type, moon.rose, 'device.added, device.changed, device.removed'",
    "--device, Canon EOS, no device's id such as bt-a0b1c2d3e4f5",
    "--gateway, GW-017, no gateway's id",
    "--from, a b, takes a cursor",
    "--count, 0, from 1 on"
  })
  void whatIsNoFilterIsRefusedWithWhatWouldBeRight(String option, String value, String said) {
    CommandRun run = watch(option, value);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains(option, said, "watch --help");
  }

  @Test
  void aCursorIsWhereItBegins() throws Exception {
    gateway.onSubscribe((socket, message) -> FakeGateway.send(socket, deviceChanged(7)));

    watch("--count", "1", "--from", "k3f9.6");
    watch("--count", "1", "--from", "p".repeat(100));

    JsonObject brief = gateway.message("subscribe");
    assertThat(brief.getString("cursor")).isEqualTo("k3f9.6");
    assertThat(brief.getString("portable")).isEqualTo("k3f9.6");
    JsonObject portable = gateway.message("subscribe");
    assertThat(portable.getString("cursor")).isNull();
    assertThat(portable.getString("portable")).isEqualTo("p".repeat(100));
  }

  @Test
  void theNextWatchGoesOnWhereTheOneBeforeItEnded() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    gateway.onSubscribe(
        (socket, message) -> {
          FakeGateway.sendSubscribed(socket, "k3f9.6");
          JsonArray events = JsonArray.of(deviceChanged(7), deviceChanged(8), deviceChanged(9));
          if (connections.incrementAndGet() > 1) {
            events.add(deviceChanged(10));
          }
          FakeGateway.send(socket, events);
        });
    String file = directory.resolve("watch.json").toString();

    CommandRun first = watch("--count", "2", "--json", "--cursor-file", file);
    CommandRun second = watch("--count", "2", "--json", "--cursor-file", file);

    assertThat(ids(first)).containsExactly("k3f9:7", "k3f9:8");
    assertThat(ids(second)).containsExactly("k3f9:9", "k3f9:10");
    assertThat(gateway.message("subscribe").getString("portable")).isNull();
    JsonObject resumed = gateway.message("subscribe");
    assertThat(resumed.getString("cursor")).isEqualTo("k3f9.8");
    assertThat(resumed.getString("portable")).isEqualTo("portable-k3f9.6");
    assertThat(directory).isDirectoryContaining("glob:**/watch.json");
    assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
  }

  private static Stream<String> ids(CommandRun run) {
    return run.lines().stream().map(line -> new JsonObject(line).getString("id"));
  }

  @Test
  void aCursorGoesBeforeTheFile() throws Exception {
    gateway.onSubscribe(
        (socket, message) -> {
          FakeGateway.sendSubscribed(socket, "k3f9.6");
          FakeGateway.send(socket, deviceChanged(7));
        });
    String file = directory.resolve("watch.json").toString();
    watch("--count", "1", "--cursor-file", file);

    CommandRun again = watch("--count", "1", "--cursor-file", file, "--from", "k3f9.6", "--json");

    assertThat(ids(again)).containsExactly("k3f9:7");
  }

  @Test
  void aGapSinceTheFileWasWrittenIsSaidBesideTheEvents() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("watch.json"),
            "{\"cursor\":\"old.1\",\"portable\":\"p\",\"seen\":{\"/gateways/gw-017\":\"old:99\"}}");
    gateway.onSubscribe(
        (socket, message) -> {
          FakeGateway.send(socket, new JsonObject().put("t", "reset").put("reason", "epoch"));
          FakeGateway.sendSubscribed(socket, "k3f9.6");
          FakeGateway.send(socket, deviceChanged(7));
        });

    CommandRun run = watch("--count", "1", "--json", "--cursor-file", file.toString());

    assertThat(ids(run)).containsExactly("k3f9:7");
    assertThat(run.err()).contains("events are missing here (epoch)");
    assertThat(new JsonObject(Files.readString(file)))
        .isEqualTo(
            new JsonObject()
                .put("cursor", "k3f9.7")
                .put("portable", "portable-k3f9.6")
                .put("seen", new JsonObject().put("/gateways/gw-017", "k3f9:7")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not JSON",
        "{}",
        "{\"portable\":\"p\",\"seen\":7}",
        "{\"portable\":\"p\",\"seen\":{\"/gateways/gw-017\":\"seven\"}}"
      })
  void aFileThatNoWatchWroteIsNotUsed(String content) throws Exception {
    Path file = Files.writeString(directory.resolve("notes.txt"), content);

    CommandRun run = watch("--cursor-file", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--cursor-file", file.toString(), "name another");
    assertThat(file).hasContent(content);
  }

  @Test
  void aFileNeedsADirectoryAndIsNone() {
    Path nowhere = directory.resolve("nowhere");

    CommandRun missing = watch("--cursor-file", nowhere.resolve("watch.json").toString());
    CommandRun taken = watch("--cursor-file", directory.toString());

    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("there is no directory", nowhere.toString());
    assertThat(taken.exitCode()).isEqualTo(2);
    assertThat(taken.err()).contains("is a directory");
  }

  @Test
  void aFileThatCannotBeWrittenIsSaidAndExitCode1() throws Exception {
    Files.createDirectory(directory.resolve("watch.json.tmp"));
    gateway.onSubscribe(
        (socket, message) -> {
          FakeGateway.sendSubscribed(socket, "k3f9.6");
          FakeGateway.send(socket, deviceChanged(7));
        });

    CommandRun run =
        watch("--count", "1", "--cursor-file", directory.resolve("watch.json").toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.lines()).hasSize(1);
    assertThat(run.err()).contains("watch.json", "cannot be written");
  }

  @Test
  void thatTheDevicesAreSimulatedIsSaidOnce() {
    gateway.answer(
        "GET /api/v1/gateways",
        200,
        new JsonObject()
            .put(
                "gateways",
                JsonArray.of(
                    new JsonObject().put("gateway", "gw-017").put("provider", "simulated"))));
    gateway.onSubscribe(
        (socket, message) -> {
          FakeGateway.sendSubscribed(socket, "k3f9.6");
          FakeGateway.sendSubscribed(socket, "k3f9.6");
          FakeGateway.send(socket, deviceChanged(7));
        });

    CommandRun run = watch("--count", "1");

    assertThat(run.err().strip()).isEqualTo("note: the devices of gateway gw-017 are simulated");
  }

  @Test
  void aGatewayThatAsksNotToComeBackEndsIt() {
    gateway.onSubscribe((socket, message) -> socket.close((short) 4500, "protocol violation"));

    CommandRun run = watch();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("4500").contains("protocol violation");
  }

  @Test
  void aGatewayThatDoesNotKnowWhoAsksIsGivenAToken() {
    gateway.onSubscribe((socket, message) -> socket.close((short) 4501, "unauthenticated"));

    CommandRun run = watch("--json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("give a token with --token or WPD_TOKEN");
    assertThat(run.json().getString("code")).isEqualTo("unauthenticated");
  }

  @Test
  void whenNobodyReadsAnyMoreItEndsAndTheNextOneGoesOnBeforeWhatNobodyRead() throws Exception {
    gateway.onSubscribe(
        (socket, message) -> {
          FakeGateway.sendSubscribed(socket, "k3f9.6");
          FakeGateway.send(socket, JsonArray.of(deviceChanged(7)));
        });
    Writer closed =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("Broken pipe");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Path file = directory.resolve("watch.json");
    String[] args = {"watch", "--url", gateway.url(), "--cursor-file", file.toString()};

    int exitCode =
        Main.execute(args, new PrintWriter(closed), new PrintWriter(new StringWriter()), Map.of());

    assertThat(exitCode).isZero();
    assertThat(new JsonObject(Files.readString(file)))
        .isEqualTo(
            new JsonObject()
                .put("cursor", "k3f9.6")
                .put("portable", "portable-k3f9.6")
                .put("seen", new JsonObject()));
  }

  @Test
  void aRefusedSubscriptionEndsIt() {
    JsonObject problem = FakeGateway.problem(403, "forbidden", "not for you");
    gateway.onSubscribe(
        (socket, message) ->
            FakeGateway.send(socket, new JsonObject().put("t", "error").put("problem", problem)));

    CommandRun run = watch("--json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.json()).isEqualTo(problem);
  }

  @Test
  void whereNobodyListensItDoesNotTryAgain() throws Exception {
    CommandRun run =
        CommandRun.of("watch", "--url", "http://127.0.0.1:" + DevicesCommandTest.unusedPort());

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("start one with `run`");
  }

  @Test
  void anInterruptEndsItCleanly() throws Exception {
    CompletableFuture<CommandRun> run = new CompletableFuture<>();
    gateway.onSubscribe((socket, message) -> FakeGateway.sendSubscribed(socket, "k3f9.6"));
    Thread thread = new Thread(() -> run.complete(watch()));
    thread.start();
    assertThat(gateway.message("subscribe")).isNotNull();

    thread.interrupt();

    assertThat(run.get(20, TimeUnit.SECONDS).exitCode()).isZero();
    assertThat(run.get().err()).isEmpty();
  }
}
