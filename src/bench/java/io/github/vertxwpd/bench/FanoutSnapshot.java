package io.github.vertxwpd.bench;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Measures what a new subscriber's snapshot takes, from the connect to {@code subscribed}, which
 * follows its last part.
 *
 * <p>Arguments: {@code devices=}, {@code times=}, {@code result=<file>}.
 */
public final class FanoutSnapshot {
  private static final Map<String, String> DEFAULTS =
      Map.of("devices", "5000", "times", "40", "result", "");
  private static final long PATIENCE_SECONDS = 60;

  private FanoutSnapshot() {}

  /** Runs the measurement. */
  public static void main(String[] args) throws IOException, TimeoutException {
    FanoutSettings settings = new FanoutSettings(args, DEFAULTS);
    int times = settings.number("times");
    Report report =
        new Report(
            "snapshot",
            new JsonObject().put("devices", settings.number("devices")).put("times", times));
    Vertx vertx = Vertx.vertx();
    NetClient client = vertx.createNetClient();
    try (FanoutProcess server =
        FanoutProcess.start(
            "gateway",
            FanoutDialect.WPD,
            FanoutServer.class,
            List.of(),
            List.of("devices=" + settings.number("devices")))) {
      for (int i = 0; i < times; i++) {
        take(client, server.ready().web(), report, i >= times / 2);
      }
    } finally {
      await(vertx.close());
    }
    report.print(System.out);
    if (!settings.text("result").isEmpty()) {
      report.write(Path.of(settings.text("result")));
    }
  }

  private static void take(NetClient client, int port, Report report, boolean warm)
      throws TimeoutException {
    long start = System.nanoTime();
    FanoutClient taken =
        await(FanoutClient.subscribe(client, port, Optional.empty(), (bytes, from, to) -> {}));
    double millis = (System.nanoTime() - start) / 1e6;
    if (warm) {
      report.add("gateway", "ms", millis);
      report.add("gateway", "parts", taken.snapshotParts());
      report.add("gateway", "kB", taken.snapshotBytes() / 1e3);
    }
    await(taken.close());
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(PATIENCE_SECONDS, SECONDS);
  }
}
