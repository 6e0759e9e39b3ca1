package io.github.vertxwpd.bench;

import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.model.WpdEvent;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/**
 * What others do with a message broker: nats-server sends the same events to its WebSockets. It is
 * driven, and says that it is ready, like {@link FanoutServer}.
 *
 * <p>This process starts nats-server, makes the events and publishes them over one TCP connection;
 * the process that it names is nats-server, on the same processor. So what it costs to make an
 * event and to write its JSON is in the processor time of the other servers and not in that of
 * nats-server, which flatters it. In its messages a second it is, as in those of the others.
 *
 * <p>Arguments: {@code server=<nats-server's path>}.
 */
public final class FanoutNats extends VerticleBase {
  /** The subject of all events: {@value}. */
  static final String SUBJECT = "wpd.events";

  private static final Map<String, String> DEFAULTS = Map.of("server", "nats-server");
  private static final String GATEWAY = "gw-017";
  private static final String EPOCH = "k3f9";
  private static final String LINE_END = "\r\n";

  private final FanoutNatsServer server;

  /** Held for as long as its connection is to live: a client that nobody holds is closed. */
  private final NetClient client;

  private final FanoutDevices devices = new FanoutDevices(GATEWAY, 8);
  private long offset;

  private FanoutNats(FanoutNatsServer server, NetClient client) {
    this.server = server;
    this.client = client;
  }

  /** Runs the server. */
  public static void main(String[] args) throws IOException, InterruptedException {
    FanoutSettings settings = new FanoutSettings(args, DEFAULTS);
    FanoutNatsServer server = FanoutNatsServer.start(settings.text("server"));
    Vertx vertx = Vertx.vertx();
    vertx
        .deployVerticle(new FanoutNats(server, vertx.createNetClient()))
        .onFailure(
            failure -> {
              failure.printStackTrace();
              System.exit(1);
            });
  }

  @Override
  public Future<?> start() {
    return client
        .connect(server.client(), "127.0.0.1")
        .compose(this::greet)
        .compose(
            nats ->
                vertx
                    .createNetServer()
                    .connectHandler(socket -> take(socket, nats))
                    .listen(0, "127.0.0.1"))
        .onSuccess(
            listening ->
                new FanoutReady(server.web(), listening.actualPort(), server.pid()).print());
  }

  private Future<NetSocket> greet(NetSocket nats) {
    nats.handler(RecordParser.newDelimited(LINE_END, line -> told(line, nats)));
    nats.closeHandler(closed -> System.exit(1));
    return nats.write("CONNECT {\"verbose\":false,\"pedantic\":false}" + LINE_END).map(nats);
  }

  private static void told(Buffer line, NetSocket nats) {
    String text = line.toString();
    if (text.equals("PING")) {
      nats.write("PONG" + LINE_END);
    } else if (text.startsWith("-ERR")) {
      System.err.println("nats-server: " + text);
    }
  }

  private void take(NetSocket socket, NetSocket nats) {
    socket.handler(
        RecordParser.newDelimited(
            FanoutPublish.END,
            request -> {
              int events = FanoutPublish.events(request + LINE_END);
              Buffer messages = Buffer.buffer();
              for (int i = 0; i < events; i++) {
                append(messages);
              }
              nats.write(messages);
              socket.write(events > 0 ? FanoutPublish.DONE : FanoutPublish.UNKNOWN);
            }));
  }

  private void append(Buffer messages) {
    offset++;
    StreamPosition position = new StreamPosition(EPOCH, offset);
    WpdEvent event = new WpdEvent(GATEWAY, position, Instant.now(), devices.change());
    Buffer payload = event.toJson().toBuffer();
    messages
        .appendString("PUB " + SUBJECT + " " + payload.length() + LINE_END)
        .appendBuffer(payload)
        .appendString(LINE_END);
  }
}
