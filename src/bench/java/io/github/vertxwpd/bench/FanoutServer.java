package io.github.vertxwpd.bench;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.WpdAddresses;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.stream.EventStream;
import io.github.vertxwpd.stream.Journal;
import io.github.vertxwpd.stream.JournalOptions;
import io.github.vertxwpd.stream.SqliteJournal;
import io.github.vertxwpd.stream.StreamWalk;
import io.github.vertxwpd.web.WebVerticle;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The product's web verticle and stream, with a source of events that any load client can drive:
 * {@code /publish?n=K} on a second loopback port appends K events and answers when they can be
 * seen. It prints one line, {@code ready web=<port> publish=<port> pid=<pid>}, and runs until it is
 * killed.
 *
 * <p>Arguments: {@code transport=native} or {@code nio}; {@code journal=memory} or {@code sqlite},
 * which is in a temporary directory; {@code devices=}, how many a snapshot has; {@code
 * connections=}, how many are allowed; {@code bridge=true} for the event-bus bridge, and then the
 * events on the bus; {@code ring=}, how many events are kept in memory, which with {@code
 * journal=memory} are all that are kept.
 */
public final class FanoutServer extends VerticleBase {
  /** The arguments with their defaults. */
  static final Map<String, String> DEFAULTS =
      Map.of(
          "transport", "native",
          "journal", "memory",
          "devices", "8",
          "connections", "20000",
          "bridge", "false",
          "ring", "10000");

  private static final String GATEWAY = "gw-017";
  private static final long RETRY_MS = 1_000;

  private final FanoutSettings settings;
  private final FanoutDevices devices;
  private final WpdAddresses addresses = new WpdAddresses(WpdOptions.DEFAULT_ADDRESS_PREFIX);
  private Optional<EventStream> stream = Optional.empty();
  private Optional<NetServer> publisher = Optional.empty();
  private Optional<WebVerticle> web = Optional.empty();

  private FanoutServer(FanoutSettings settings) {
    this.settings = settings;
    this.devices = new FanoutDevices(GATEWAY, settings.number("devices"));
  }

  /** Runs the server. */
  public static void main(String[] args) {
    FanoutSettings settings = new FanoutSettings(args, DEFAULTS);
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions().setPreferNativeTransport(settings.is("transport", "native")));
    vertx
        .deployVerticle(new FanoutServer(settings))
        .onFailure(
            failure -> {
              failure.printStackTrace();
              vertx.close();
            });
  }

  @Override
  public Future<?> start() {
    return journal()
        .compose(this::serve)
        .onSuccess(
            listening ->
                FanoutReady.print(web.orElseThrow().port(), publisher.orElseThrow().actualPort()));
  }

  private Future<Journal> journal() {
    if (settings.is("journal", "memory")) {
      return Future.succeededFuture(new FanoutJournal());
    }
    try {
      return SqliteJournal.open(
          vertx,
          JournalOptions.of(
              Files.createTempDirectory(
                  Files.createDirectories(Path.of("target")), "fanout-journal")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Future<?> serve(Journal journal) {
    EventStream events =
        new EventStream(
            GATEWAY,
            journal,
            Clock.systemUTC(),
            settings.number("ring"),
            retry -> vertx.setTimer(RETRY_MS, id -> retry.run()));
    WebVerticle verticle =
        new WebVerticle(
            new FanoutService(vertx, context, events, devices),
            new HttpOptions()
                .setPort(0)
                .setBridge(settings.is("bridge", "true"))
                .setMaxConnections(settings.number("connections")),
            addresses);
    if (settings.is("bridge", "true")) {
      StreamWalk walk = events.walkFrom(events.head());
      events.onAppend(() -> publishFrom(walk));
    }
    stream = Optional.of(events);
    web = Optional.of(verticle);
    return vertx
        .deployVerticle(verticle)
        .compose(
            deployed -> vertx.createNetServer().connectHandler(this::take).listen(0, "127.0.0.1"))
        .onSuccess(listening -> publisher = Optional.of(listening));
  }

  private void publishFrom(StreamWalk walk) {
    while (walk.next() instanceof StreamWalk.Next next) {
      vertx.eventBus().publish(addresses.events(), new JsonObject(next.event().json()));
    }
  }

  private void take(NetSocket socket) {
    socket.handler(
        RecordParser.newDelimited(
            FanoutPublish.END,
            request -> {
              int events = FanoutPublish.events(request + "\r\n");
              publish(events)
                  .onSuccess(
                      done ->
                          socket.write(events > 0 ? FanoutPublish.DONE : FanoutPublish.UNKNOWN));
            }));
  }

  private Future<?> publish(int events) {
    List<Future<Void>> appended = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      appended.add(stream.orElseThrow().append(devices.change()));
    }
    return Future.all(appended);
  }
}
