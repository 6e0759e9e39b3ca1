package io.github.vertxwpd.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.WpdClient;
import io.github.vertxwpd.WpdGateway;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.file.Source;
import io.github.vertxwpd.model.Device;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@ExtendWith(VertxExtension.class)
class ConfigurationWatchTest {
  private static final String DEVICE = "bt-a0b1c2d3e4f5";

  private final BlockingQueue<JsonObject> events = new LinkedBlockingQueue<>();
  private WpdClient client;
  private Vertx vertx;
  private Path file;
  private ConfigurationSources sources;
  private Source source;
  @TempDir private Path directory;

  @Command
  private static final class Run {
    @Mixin private ConfigurationSources sources;
  }

  @BeforeEach
  void runAGateway(Vertx injected) throws Exception {
    vertx = injected;
    client = WpdClient.create(vertx);
    file = directory.resolve("gateway.yaml");
    write("");
    Run run = new Run();
    new CommandLine(run)
        .parseArgs(
            "--config", file.toString(), "--set", "simulated.devices=2", "--set", "http.port=0");
    sources = run.sources;
    WpdOptions options = sources.load(Map.of()).options();
    WpdGateway gateway = WpdGateway.deploy(vertx, options).await(20, SECONDS);
    client.onEvent(events::add).completion().await(20, SECONDS);
    source = ConfigurationWatch.of(file, sources, Map.of(), gateway).source();
  }

  private void write(String more) throws Exception {
    Files.writeString(
        file,
        "provider: simulated\ndata: {dir: '%s'}\n%s\n".formatted(directory.resolve("data"), more));
  }

  private void writeAlias(String alias) throws Exception {
    write("devices: {aliases: {%s: %s}}".formatted(DEVICE, alias));
  }

  private void open() throws Exception {
    source.open(vertx).await(20, SECONDS);
  }

  private void poll() throws Exception {
    source.poll().await(20, SECONDS);
  }

  /** What is renamed is seen once it is on disk, which the poll does not wait for. */
  private Optional<String> nextAlias() throws Exception {
    JsonObject event = events.poll(20, SECONDS);
    while (event != null && !event.getString("type").equals("wpd.device.changed.v1")) {
      event = events.poll(20, SECONDS);
    }
    assertThat(event).isNotNull();
    return Optional.ofNullable(
        event.getJsonObject("data").getJsonObject("device").getString("alias"));
  }

  private Optional<String> alias() throws Exception {
    List<Device> devices = client.devices().await(20, SECONDS);
    return devices.stream()
        .filter(device -> device.id().value().equals(DEVICE))
        .findFirst()
        .flatMap(Device::alias);
  }

  private List<String> degraded() throws Exception {
    return vertx
        .eventBus()
        .<JsonObject>request("wpd.gateways", new JsonObject())
        .await(20, SECONDS)
        .body()
        .getJsonArray("gateways")
        .getJsonObject(0)
        .getJsonArray("degraded")
        .stream()
        .map(String.class::cast)
        .toList();
  }

  @Test
  void aFileThatChangesIsTakenByTheRunningGateway() throws Exception {
    open();
    writeAlias("camera");
    poll();
    assertThat(nextAlias()).contains("camera");
    write("");
    poll();

    assertThat(nextAlias()).isEmpty();
    assertThat(degraded()).isEmpty();
  }

  @Test
  void aFileThatIsNotValidLeavesWhatIsInEffectAndSaysSoUntilItIsMended() throws Exception {
    open();
    writeAlias("camera");
    poll();
    assertThat(nextAlias()).contains("camera");
    write("devices: {alias: {%s: other}}".formatted(DEVICE));
    poll();
    assertThat(alias()).contains("camera");
    assertThat(degraded()).containsExactly("configuration-refused");
    writeAlias("other");
    poll();

    assertThat(nextAlias()).contains("other");
    assertThat(degraded()).isEmpty();
  }

  @Test
  void aFileThatBecomesAsItWasIsGoodAgain() throws Exception {
    open();
    write("no: key");
    poll();
    assertThat(degraded()).containsExactly("configuration-refused");
    write("");
    poll();

    assertThat(degraded()).isEmpty();
  }

  @Test
  void aFileThatIsGoneLeavesWhatIsInEffect() throws Exception {
    writeAlias("camera");
    open();
    assertThat(nextAlias()).contains("camera");
    Files.delete(file);
    poll();

    assertThat(alias()).contains("camera");
    assertThat(degraded()).containsExactly("configuration-refused");
  }

  @Test
  void aFileThatWasSpoiledBeforeTheFirstLookIsLookedAtAllTheSame() throws Exception {
    write("no: key");
    open();
    assertThat(degraded()).containsExactly("configuration-refused");
    writeAlias("camera");
    poll();

    assertThat(nextAlias()).contains("camera");
  }
}
