package io.github.vertxwpd.bench;

import io.github.vertxwpd.model.StreamPosition;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** Subscribers that stop reading together, and come back together, all on one event loop. */
final class FanoutSleepers {
  /** So little that each of them is stuck at once. */
  private static final int RECEIVE_BUFFER_BYTES = 8 * 1024;

  private static final int TOO_SLOW = 4008;
  private static final int A_REQUEST = 1_000;

  private final Context loop;
  private final int port;
  private final NetClient narrow;
  private final NetClient usual;
  private final List<FanoutSleeper> sleepers;
  private List<OptionalInt> endings = List.of();

  /**
   * Prepares them.
   *
   * @param port the server's, for WebSockets
   */
  FanoutSleepers(Vertx vertx, int port, int count) {
    this.loop = vertx.getOrCreateContext();
    this.port = port;
    this.narrow =
        vertx.createNetClient(new NetClientOptions().setReceiveBufferSize(RECEIVE_BUFFER_BYTES));
    this.usual = vertx.createNetClient();
    this.sleepers = IntStream.range(0, count).mapToObj(i -> new FanoutSleeper(port)).toList();
  }

  /**
   * Publishes so many events, some at a time.
   *
   * @return completes when they can be seen
   */
  static Future<Void> publish(Vertx vertx, FanoutReady server, int events) {
    NetClient client = vertx.createNetClient();
    return client
        .connect(server.publish(), "127.0.0.1")
        .compose(socket -> publish(socket, events))
        .eventually(client::close);
  }

  private static Future<Void> publish(NetSocket socket, int events) {
    if (events <= 0) {
      return Future.succeededFuture();
    }
    Promise<Void> answered = Promise.promise();
    socket.handler(answer -> answered.tryComplete());
    socket.closeHandler(closed -> answered.tryFail("the server closed"));
    return socket
        .write(FanoutPublish.request(Math.min(A_REQUEST, events)))
        .compose(asked -> answered.future())
        .compose(seen -> publish(socket, events - A_REQUEST));
  }

  /** Connects them all; completes when none of them reads any further. */
  Future<Void> fallAsleep() {
    return onLoop(() -> each(sleeper -> sleeper.fallAsleep(narrow))).mapEmpty();
  }

  /** Reads what is left of their connections; completes when all have ended. */
  Future<Void> wakeUp() {
    return onLoop(() -> each(FanoutSleeper::wakeUp)).onSuccess(ended -> endings = ended).mapEmpty();
  }

  /** Connects them all again; completes when each has come to the head, or was reset. */
  Future<Void> comeBack() {
    return onLoop(() -> head().compose(head -> each(sleeper -> sleeper.comeBack(usual, head))))
        .mapEmpty();
  }

  private Future<Long> head() {
    return FanoutClient.subscribe(usual, port, Optional.empty(), (bytes, start, end) -> {})
        .compose(
            there -> {
              String cursor = there.subscribed().getString("cursor");
              long head = StreamPosition.parse(cursor).orElseThrow().offset();
              return there.close().map(head);
            });
  }

  /**
   * Reports how they fared.
   *
   * @throws IllegalStateException where one of them missed an event or got one twice
   */
  void addTo(Report report, String row) {
    long gaps = sum(FanoutSleeper::gaps);
    long duplicates = sum(FanoutSleeper::duplicates);
    if (gaps + duplicates != 0) {
      throw new IllegalStateException(
          "those that did not read missed " + gaps + " and got " + duplicates + " twice");
    }
    double told =
        (double) endings.stream().filter(code -> code.equals(OptionalInt.of(TOO_SLOW))).count();
    double cutOff = (double) endings.stream().filter(OptionalInt::isEmpty).count();
    if (told + cutOff != sleepers.size()) {
      throw new IllegalStateException("closed for another reason: " + endings);
    }
    double resets = (double) sum(sleeper -> sleeper.isReset() ? 1 : 0);
    report.add(row, "closed with " + TOO_SLOW, told);
    report.add(row, "cut off", cutOff);
    report.add(row, "resumed complete", sleepers.size() - resets);
    report.add(row, "resets", resets);
  }

  private long sum(ToLongFunction<FanoutSleeper> figure) {
    return sleepers.stream().mapToLong(figure).sum();
  }

  private <T> Future<List<T>> each(Function<FanoutSleeper, Future<T>> step) {
    List<Future<T>> steps = new ArrayList<>();
    sleepers.forEach(sleeper -> steps.add(step.apply(sleeper)));
    return Future.all(steps).map(done -> done.list());
  }

  private <T> Future<T> onLoop(Supplier<Future<T>> step) {
    Promise<T> done = Promise.promise();
    loop.runOnContext(now -> step.get().onComplete(done));
    return done.future();
  }
}
