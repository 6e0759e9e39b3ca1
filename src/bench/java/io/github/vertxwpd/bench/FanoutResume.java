package io.github.vertxwpd.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures a resume storm: {@code clients=} were away for {@code missed=} events and come back
 * within {@code seconds=}, while 50 events a second go on and {@code probes=} others read them. It
 * counts what each client missed and what came twice.
 *
 * <p>Other arguments: {@code result=<file>}.
 */
public final class FanoutResume extends VerticleBase {
  private static final Map<String, String> DEFAULTS =
      Map.of("clients", "2000", "missed", "1000", "seconds", "10", "probes", "50", "result", "");
  private static final int PER_SECOND = 50;
  private static final long CALM_MS = 5_000;
  private static final long LOOK_MS = 50;
  private static final int AT_ONCE = 100;

  private final FanoutSettings settings;
  private final int webPort;
  private final int publishPort;
  private final Report report;
  private final List<FanoutReader> clients = new ArrayList<>();
  private final List<FanoutReader> probes = new ArrayList<>();

  private FanoutResume(FanoutSettings settings, FanoutReady ready) {
    this.settings = settings;
    this.webPort = ready.web();
    this.publishPort = ready.publish();
    JsonObject run = new JsonObject();
    Stream.of("clients", "missed", "seconds", "probes")
        .forEach(name -> run.put(name, settings.number(name)));
    this.report = new Report("resume", run);
  }

  /** Runs the measurement. */
  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    FanoutSettings settings = new FanoutSettings(args, DEFAULTS);
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    try (FanoutProcess server =
        FanoutProcess.start(
            "gateway", FanoutDialect.WPD, FanoutServer.class, List.of(), List.of())) {
      FanoutResume resume = new FanoutResume(settings, server.ready());
      vertx.deployVerticle(resume).toCompletionStage().toCompletableFuture().get();
      resume.report.print(System.out);
      if (!settings.text("result").isEmpty()) {
        resume.report.write(Path.of(settings.text("result")));
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get();
    }
  }

  @Override
  public Future<?> start() {
    NetClient sockets = vertx.createNetClient();
    return sockets
        .connect(publishPort, "127.0.0.1")
        .map(socket -> new FanoutClock(vertx, socket))
        .compose(clock -> storm(clock, sockets));
  }

  private Future<Void> storm(FanoutClock clock, NetClient sockets) {
    int count = settings.number("clients");
    IntStream.range(0, count + settings.number("probes"))
        .mapToObj(i -> new FanoutReader(sockets, webPort, clock))
        .forEach(reader -> (clients.size() < count ? clients : probes).add(reader));
    return connectAll(clients)
        .compose(seen -> Future.all(clients.stream().map(FanoutReader::close).toList()))
        .compose(away -> missEvents(clock))
        .compose(missed -> connectAll(probes))
        .compose(listening -> goOn(clock));
  }

  /** So many at a time, one group after the other. */
  private static Future<Void> connectAll(List<FanoutReader> readers) {
    Future<Void> connected = Future.succeededFuture();
    for (int from = 0; from < readers.size(); from += AT_ONCE) {
      List<FanoutReader> group = readers.subList(from, Math.min(from + AT_ONCE, readers.size()));
      connected =
          connected.compose(
              before -> Future.all(group.stream().map(FanoutReader::connect).toList()).mapEmpty());
    }
    return connected;
  }

  private Future<Void> missEvents(FanoutClock clock) {
    clock.publish(settings.number("missed"));
    // A probe's first position must be behind them all.
    return after(CALM_MS / 5);
  }

  private Future<Void> goOn(FanoutClock clock) {
    long timer = clock.start(PER_SECOND);
    return after(CALM_MS)
        .compose(
            calm -> {
              add("probes before", clock.takeLatencies());
              return comeBack();
            })
        .compose(back -> after(CALM_MS / 5))
        .compose(
            settled -> {
              vertx.cancelTimer(timer);
              return everythingCame(clock);
            })
        .onSuccess(
            came -> {
              add("everybody during", clock.takeLatencies());
              add("catching up", clock.catchingUp());
              report.add("clients", "gaps", sum(true));
              report.add("clients", "duplicates", sum(false));
            });
  }

  private Future<Void> comeBack() {
    List<Future<Void>> back = new ArrayList<>();
    long spreadMs = settings.number("seconds") * 1_000L;
    for (int i = 0; i < clients.size(); i++) {
      FanoutReader client = clients.get(i);
      back.add(after(1 + i * spreadMs / clients.size()).compose(now -> client.connect()));
    }
    return Future.all(back).mapEmpty();
  }

  private Future<Void> everythingCame(FanoutClock clock) {
    Promise<Void> came = Promise.promise();
    vertx.setPeriodic(
        LOOK_MS,
        id -> {
          if (readers().allMatch(reader -> reader.last() == clock.published())) {
            vertx.cancelTimer(id);
            came.complete();
          }
        });
    return came.future();
  }

  private Stream<FanoutReader> readers() {
    return Stream.concat(clients.stream(), probes.stream());
  }

  private double sum(boolean gaps) {
    return readers().mapToLong(reader -> gaps ? reader.gaps() : reader.duplicates()).sum();
  }

  private void add(String row, Latencies latencies) {
    report.add(row, "p50 ms", latencies.micros(0.5) / 1e3);
    report.add(row, "p99 ms", latencies.micros(0.99) / 1e3);
    report.add(row, "longest ms", latencies.micros(1) / 1e3);
  }

  private Future<Void> after(long delayMs) {
    Promise<Void> due = Promise.promise();
    vertx.setTimer(delayMs, id -> due.complete());
    return due.future();
  }
}
