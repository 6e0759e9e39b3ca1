package io.github.vertxwpd.bench;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.github.vertxwpd.DataOptions;
import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.SimulatorOptions;
import io.github.vertxwpd.WpdAddresses;
import io.github.vertxwpd.WpdClient;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.connector.simulated.SimulatedProvider;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.operation.GatewayVerticle;
import io.github.vertxwpd.stream.Journal;
import io.github.vertxwpd.stream.JournalOptions;
import io.github.vertxwpd.stream.SqliteJournal;
import io.github.vertxwpd.web.WebVerticle;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Measures how long it takes from the simulator's {@code OnComplete} until an {@code
 * operation.completed} event has come over a WebSocket: the hop off the callback's thread, the
 * observation, the synced journal and the fan-out. A whole gateway is embedded; {@code sockets=}
 * others, of the load client {@code load=}, get the same events at the same time.
 *
 * <p>Other arguments: {@code seconds=}, {@code operations=}, a second: each makes about four
 * events; {@code result=<file>}.
 */
public final class FanoutCompletion {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "load", "wsload",
          "sockets", "1000",
          "seconds", "20",
          "operations", "12",
          "result", "");
  private static final int DEVICES = 100;
  private static final int WATCHERS = 10;
  private static final long WARM_UP_SECONDS = 10;
  private static final long PATIENCE_SECONDS = 60;
  private static final String COMPLETED = "\"type\":\"" + EventBody.OperationCompleted.TYPE + "\"";
  private static final String SUBJECT = "\"subject\":\"devices/";

  private final FanoutSettings settings;
  private final Vertx vertx;
  private final NetClient watchers;
  private final FanoutStamps stamps =
      new FanoutStamps(
          new SimulatedProvider(new SimulatorOptions().setDevices(DEVICES).setLatencyMs(50)));
  private Latencies latencies = new Latencies();
  private long events;
  private int next;
  private long timer;

  private FanoutCompletion(FanoutSettings settings, Vertx vertx) {
    this.settings = settings;
    this.vertx = vertx;
    this.watchers = vertx.createNetClient();
  }

  /** Runs the measurement. */
  public static void main(String[] args)
      throws IOException, InterruptedException, TimeoutException {
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    try {
      new FanoutCompletion(new FanoutSettings(args, DEFAULTS), vertx).run();
    } finally {
      await(vertx.close());
    }
  }

  private void run() throws IOException, InterruptedException, TimeoutException {
    Path directory =
        Files.createTempDirectory(Files.createDirectories(Path.of("target")), "fanout-completion");
    Journal journal = await(SqliteJournal.open(vertx, JournalOptions.of(directory)));
    int port = deploy(directory, journal);
    Context watching = vertx.getOrCreateContext();
    for (int i = 0; i < WATCHERS; i++) {
      watching.runOnContext(
          now ->
              FanoutClient.subscribe(watchers, port, Optional.empty(), this::take)
                  .onFailure(Throwable::printStackTrace));
    }
    int seconds = settings.number("seconds");
    FanoutLoad.Running others =
        new FanoutLoad(settings.text("load"))
            .start(
                FanoutDialect.WPD,
                new FanoutReady(port, port, ProcessHandle.current().pid()),
                settings.number("sockets"),
                false,
                List.of("-o", String.valueOf(WARM_UP_SECONDS + seconds + 2)));
    List<Device> devices = await(WpdClient.create(vertx).devices());
    watching.runOnContext(now -> command(devices));
    SECONDS.sleep(WARM_UP_SECONDS);
    watching.runOnContext(now -> begin());
    SECONDS.sleep(seconds);
    watching.runOnContext(now -> report(seconds));
    others.result();
  }

  private int deploy(Path directory, Journal journal) throws TimeoutException {
    WpdOptions options = new WpdOptions().setData(new DataOptions().setDir(directory.toString()));
    GatewayVerticle gateway =
        new GatewayVerticle("gw-017", "bench", stamps, options, journal, AuditTrail.NONE);
    await(vertx.deployVerticle(gateway));
    WebVerticle web =
        new WebVerticle(
            gateway.service(),
            new HttpOptions().setPort(0),
            new WpdAddresses(WpdOptions.DEFAULT_ADDRESS_PREFIX));
    await(vertx.deployVerticle(web));
    return web.port();
  }

  /** Disconnects what is connected and connects what is not, one device after the other. */
  private void command(List<Device> devices) {
    WpdClient client = WpdClient.create(vertx);
    timer =
        vertx.setPeriodic(
            1_000 / settings.number("operations"),
            id -> {
              Device device = devices.get(next % devices.size());
              boolean even = next / devices.size() % 2 == 0;
              next++;
              String name = device.id().value();
              if (device.link() == LinkState.CONNECTED == even) {
                client.disconnect(name).onFailure(Throwable::printStackTrace);
              } else {
                client.connect(name).onFailure(Throwable::printStackTrace);
              }
            });
  }

  private void take(Buffer bytes, int start, int end) {
    events++;
    String event = bytes.getString(start, end);
    if (event.contains(COMPLETED)) {
      int device = event.indexOf(SUBJECT) + SUBJECT.length();
      String id = event.substring(device, event.indexOf('"', device));
      latencies.add(System.nanoTime() - stamps.completedNanos(id));
    }
  }

  private void begin() {
    latencies = new Latencies();
    events = 0;
  }

  private void report(int seconds) {
    vertx.cancelTimer(timer);
    Report report =
        new Report(
            "completion",
            new JsonObject().put("sockets", settings.number("sockets")).put("seconds", seconds));
    String row = "OnComplete to WebSocket";
    report.add(row, "events/s", (double) events / WATCHERS / seconds);
    report.add(row, "p50 ms", latencies.micros(0.5) / 1e3);
    report.add(row, "p99 ms", latencies.micros(0.99) / 1e3);
    report.print(System.out);
    if (!settings.text("result").isEmpty()) {
      try {
        report.write(Path.of(settings.text("result")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(PATIENCE_SECONDS, SECONDS);
  }
}
