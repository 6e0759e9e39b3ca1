package io.github.vertxwpd.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** All clients of the soak, on one event loop. */
final class SoakLoad extends VerticleBase {
  static final int COMMANDS_A_SECOND = 20;
  static final int QUESTIONS_A_SECOND = 7;
  static final int FOLLOWERS = 12;
  static final int EVENT_SOURCES = 4;
  static final int SLEEPERS = 6;

  private static final int SEED = 9;
  private static final int SECOND_MS = 1_000;
  private static final int SMALL_BUFFER = 4_096;
  private static final long LOOK_MS = 200;

  private final int port;
  private final Random random = new Random(SEED);
  private final SoakCount counts = new SoakCount();
  private final SoakWitness witness = new SoakWitness(counts);
  private final List<SoakFollower> followers = new ArrayList<>();
  private final List<SoakEventSource> eventSources = new ArrayList<>();
  private final List<Long> timers = new ArrayList<>();
  private HttpClient http;
  private NetClient sockets;
  private NetClient smallSockets;
  private SoakRequests requests;
  private SoakSleepers sleepers;

  /**
   * Makes the load, which begins when it is deployed.
   *
   * @param port the gateway's, on loopback
   */
  SoakLoad(int port) {
    this.port = port;
  }

  @Override
  public Future<?> start() {
    http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(port)
                .setKeepAlive(false)
                .setMaxInitialLineLength(SMALL_BUFFER));
    sockets = vertx.createNetClient();
    smallSockets = vertx.createNetClient(new NetClientOptions().setReceiveBufferSize(SMALL_BUFFER));
    requests = new SoakRequests(http, random, counts, witness);
    for (int i = 0; i < FOLLOWERS; i++) {
      boolean first = i == 0;
      followers.add(
          new SoakFollower(
              vertx,
              sockets,
              port,
              random,
              counts,
              event -> {
                if (first) {
                  witness.came(event);
                }
              }));
    }
    IntStream.range(0, EVENT_SOURCES)
        .forEach(i -> eventSources.add(new SoakEventSource(vertx, http, random, counts)));
    sleepers =
        new SoakSleepers(vertx, smallSockets, port, random, counts, () -> followers.get(0).last());
    return requests.begin().onSuccess(known -> begin());
  }

  private void begin() {
    followers.forEach(SoakFollower::begin);
    eventSources.forEach(SoakEventSource::begin);
    // Nothing is accepted before the witness listens.
    vertx.setTimer(
        SECOND_MS,
        listening -> {
          sleepers.begin(SLEEPERS);
          every(SECOND_MS / COMMANDS_A_SECOND, requests::command);
          every(SECOND_MS / QUESTIONS_A_SECOND, requests::ask);
        });
  }

  private void every(long periodMs, Runnable action) {
    timers.add(vertx.setPeriodic(periodMs, id -> action.run()));
  }

  /**
   * Commands no more, and leaves once each operation has ended. For any thread.
   *
   * @param limitMs how long to wait for the ends
   * @return what happened; with the operations that did not end
   */
  Future<JsonObject> end(long limitMs) {
    Promise<JsonObject> left = Promise.promise();
    context.runOnContext(
        now -> {
          timers.forEach(vertx::cancelTimer);
          sleepers.end();
          long limit = System.nanoTime() + limitMs * SECOND_MS * SECOND_MS;
          vertx.setPeriodic(
              LOOK_MS,
              id -> {
                if (witness.isAtRest() || System.nanoTime() > limit) {
                  vertx.cancelTimer(id);
                  left.complete(leave());
                }
              });
        });
    return left.future();
  }

  private JsonObject leave() {
    followers.forEach(SoakFollower::end);
    eventSources.forEach(SoakEventSource::end);
    counts.add("operations that did not end", witness.missing());
    return counts.toJson();
  }

  /** Returns what happened so far. For any thread. */
  Future<JsonObject> soFar() {
    Promise<JsonObject> told = Promise.promise();
    context.runOnContext(now -> told.complete(counts.toJson()));
    return told.future();
  }
}
