package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A watch of a real gateway that goes on where the one before it ended. */
@Timeout(60)
class WatchResumeTest {
  private static final String DEVICE = "bt-a0b1c2d3e4f5";

  @TempDir private Path directory;

  private Map<String, String> environment = Map.of();

  private CommandRun run(String... args) {
    CommandRun run = CommandRun.with(environment, args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private List<String> watch(String... more) {
    Stream<String> args = Stream.concat(Stream.of("watch", "--json"), Stream.of(more));
    return run(args.toArray(String[]::new)).lines();
  }

  private RunningGateway start() throws Exception {
    RunningGateway gateway =
        new RunningGateway(
            directory.resolve("data"),
            Map.of(),
            "--set",
            "http.port=0",
            "--set",
            "simulated.latencyMs=10");
    environment = Map.of("WPD_URL", gateway.line().split(" ", -1)[1]);
    return gateway;
  }

  private String disconnect() {
    return run("disconnect", DEVICE, "--wait", "--json").json().getString("cursor");
  }

  private void connect() {
    run("connect", DEVICE, "--wait");
  }

  @Test
  void twoWatchesWithAFilePrintWhatOneWouldAlsoAcrossARestart() throws Exception {
    String file = directory.resolve("watch.json").toString();
    List<String> pieces = new ArrayList<>();
    String cursor;
    try (RunningGateway gateway = start()) {
      cursor = disconnect();
      connect();
      pieces.addAll(watch("--count", "2", "--from", cursor, "--cursor-file", file));
      pieces.addAll(watch("--count", "1", "--cursor-file", file));
      assertThat(gateway.stop()).isZero();
    }
    try (RunningGateway gateway = start()) {
      disconnect();
      connect();
      pieces.addAll(watch("--count", "7", "--cursor-file", file));

      assertThat(pieces).doesNotHaveDuplicates();
      assertThat(pieces).isEqualTo(watch("--count", "10", "--from", cursor));
      assertThat(gateway.stop()).isZero();
    }
  }

  @Test
  void anInterruptKeepsWhereItHadCome() throws Exception {
    String file = directory.resolve("watch.json").toString();
    try (RunningGateway gateway = start()) {
      String cursor = disconnect();
      connect();
      CompletableFuture<CommandRun> run = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () ->
                  run.complete(
                      CommandRun.with(
                          environment,
                          "watch",
                          "--json",
                          "--from",
                          cursor,
                          "--cursor-file",
                          file)));
      thread.start();
      while (!Path.of(file).toFile().exists()) {
        disconnect();
        connect();
      }
      thread.interrupt();
      List<String> before = run.get(20, TimeUnit.SECONDS).lines();
      disconnect();

      assertThat(run.get().exitCode()).isZero();
      List<String> after = watch("--count", "1", "--cursor-file", file);
      String all = Integer.toString(before.size() + 1);
      assertThat(Stream.concat(before.stream(), after.stream()))
          .containsExactlyElementsOf(watch("--count", all, "--from", cursor));
      assertThat(gateway.stop()).isZero();
    }
  }

  @Test
  void onlyWhatIsAskedForIsPrinted() throws Exception {
    try (RunningGateway gateway = start()) {
      String cursor = disconnect();
      connect();

      List<String> completed =
          watch("--count", "2", "--from", cursor, "--type", "operation.completed");
      List<String> ofDevice = watch("--count", "4", "--from", cursor, "--device", DEVICE);

      assertThat(completed.stream().map(line -> new JsonObject(line).getString("type")))
          .containsExactly("wpd.operation.completed.v1", "wpd.operation.completed.v1");
      assertThat(ofDevice.stream().map(line -> new JsonObject(line).getString("subject")))
          .containsOnly("devices/" + DEVICE);
      assertThat(gateway.stop()).isZero();
    }
  }
}
