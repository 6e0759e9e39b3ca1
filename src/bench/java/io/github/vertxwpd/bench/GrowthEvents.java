package io.github.vertxwpd.bench;

import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.StreamPosition;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What more retained events cost: to be ready, to command while the oldest are removed, to read the
 * oldest and the newest again, and to come back for what was missed.
 */
final class GrowthEvents {
  private static final String GATEWAY = "bench";
  private static final long LIMIT_SECONDS = 60;
  private static final int MISSED = 500;
  private static final int PAGE = 100;
  private static final double MIB = 1_048_576;

  private final NetClient sockets;
  private final Path jar;
  private final Path directory;
  private final int times;
  private final Map<Integer, StreamPosition> filled = new HashMap<>();

  /**
   * Prepares the measurement.
   *
   * @param directory takes the gateways' data
   * @param times how often each question is asked
   */
  GrowthEvents(Vertx vertx, Path jar, Path directory, int times) {
    this.sockets = vertx.createNetClient();
    this.jar = jar;
    this.directory = directory;
    this.times = times;
  }

  /** Measures a gateway whose journal is as full as it is to get. */
  void measure(int events, GrowthPoints found)
      throws IOException, InterruptedException, TimeoutException {
    Path place = directory.resolve("events-" + events);
    if (!filled.containsKey(events)) {
      Files.createDirectories(place);
      startAfterDaysAway(events, found);
      filled.put(
          events, FilledJournal.fill(ServedGateway.data(place), Duration.ZERO, events, 0, 0));
    }
    String epoch = filled.get(events).epoch();
    try (ServedGateway gateway = start(place, events)) {
      found.add(events, "start, ms", gateway.readyMs());
      found.add(events, "processor until ready, ms", gateway.process().cpuMs());
      GrowthClient client = new GrowthClient(gateway.port());
      found.add(
          events,
          "command to its end, ms",
          GrowthClient.medianMs(times, () -> client.command("device")));
      long head = head(client);
      ask(client, epoch, head, events, found);
      found.add(
          events,
          "resume, " + MISSED + " events missed, ms",
          GrowthClient.medianMs(
              times, () -> resume(gateway.port(), new StreamPosition(epoch, head - MISSED))));
      long oldest = head - events + PAGE;
      found.add(
          events,
          "resume from the oldest, the first " + MISSED + " events, ms",
          GrowthClient.medianMs(
              times, () -> resume(gateway.port(), new StreamPosition(epoch, oldest))));
      found.add(events, "heap after a collection, MiB", gateway.process().heapAfterCollectionMib());
      found.add(
          events,
          "journal, MiB",
          ServedGateway.data(place).resolve("gateway.db").toFile().length() / MIB);
    }
  }

  /** The cursor of a listing names the newest event. */
  private static long head(GrowthClient client) throws IOException, InterruptedException {
    return PortableCursor.parse(client.get("devices").getString("cursor"))
        .map(cursor -> cursor.positions().get(GATEWAY).offset())
        .orElseThrow();
  }

  private void ask(GrowthClient client, String epoch, long head, int events, GrowthPoints found)
      throws IOException, InterruptedException {
    found.add(
        events,
        "history, the newest " + PAGE + ", ms",
        GrowthClient.medianMs(times, () -> page(client, epoch, head - PAGE)));
    found.add(
        events,
        "history, the oldest " + PAGE + ", ms",
        GrowthClient.medianMs(times, () -> client.get("events?limit=" + PAGE)));
    found.add(
        events,
        "history, " + PAGE + " anywhere, ms",
        GrowthClient.medianMs(
            times,
            () -> {
              long back = ThreadLocalRandom.current().nextLong(PAGE, events - PAGE);
              page(client, epoch, head - back);
            }));
  }

  /** Nothing of what is kept is young enough: all is removed before the gateway is ready. */
  private void startAfterDaysAway(int events, GrowthPoints found)
      throws IOException, TimeoutException {
    Path place = Files.createDirectories(directory.resolve("old-events-" + events));
    FilledJournal.fill(ServedGateway.data(place), Duration.ofDays(2), events, 0, 0);
    try (ServedGateway gateway = start(place, events)) {
      found.add(events, "start after two days away, ms", gateway.readyMs());
    }
  }

  private ServedGateway start(Path place, int events) throws IOException {
    List<String> settings =
        List.of(
            "gateway.id=" + GATEWAY,
            "simulated.devices=8",
            "simulated.latencyMs=1",
            "events.retainCount=" + events);
    return ServedGateway.start(jar, place, ServedGateway.SERVICE_FLAGS, settings);
  }

  private static void page(GrowthClient client, String epoch, long after)
      throws IOException, InterruptedException {
    String cursor = new StreamPosition(epoch, after).toCursor();
    if (client.get("events?limit=" + PAGE + "&cursor=" + cursor).containsKey("reset")) {
      throw new IOException("the events after " + after + " are not kept");
    }
  }

  private void resume(int port, StreamPosition from) throws IOException {
    AtomicInteger came = new AtomicInteger();
    Promise<Void> enough = Promise.promise();
    try {
      FanoutClient client =
          FanoutClient.subscribe(
                  sockets,
                  port,
                  Optional.of(from.toCursor()),
                  (bytes, start, end) -> {
                    if (came.incrementAndGet() == MISSED) {
                      enough.complete();
                    }
                  })
              .await(LIMIT_SECONDS, TimeUnit.SECONDS);
      enough.future().await(LIMIT_SECONDS, TimeUnit.SECONDS);
      client.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("the events did not come", e);
    }
  }
}
