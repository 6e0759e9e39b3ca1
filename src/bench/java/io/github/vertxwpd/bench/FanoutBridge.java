package io.github.vertxwpd.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.model.WpdEvent;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import java.time.Instant;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * What a Vert.x application does without the product: publishes the same events on the event bus,
 * and lets Vert.x' own SockJS bridge take them to the browsers. It is driven, and says that it is
 * ready, like {@link FanoutServer}.
 *
 * <p>Arguments: {@code transport=native} or {@code nio}.
 */
public final class FanoutBridge extends VerticleBase {
  private static final Map<String, String> DEFAULTS = Map.of("transport", "native");
  private static final String GATEWAY = "gw-017";
  private static final String EPOCH = "k3f9";
  private static final String ADDRESS = "wpd.events";

  private final FanoutDevices devices = new FanoutDevices(GATEWAY, 8);
  private long offset;

  private FanoutBridge() {}

  /** Runs the server. */
  public static void main(String[] args) {
    FanoutSettings settings = new FanoutSettings(args, DEFAULTS);
    // It calls each connection that ends an error, thousands of them.
    ((Logger) LoggerFactory.getLogger(SockJSHandler.class.getPackageName())).setLevel(Level.OFF);
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions().setPreferNativeTransport(settings.is("transport", "native")));
    vertx
        .deployVerticle(new FanoutBridge())
        .onFailure(
            failure -> {
              failure.printStackTrace();
              vertx.close();
            });
  }

  @Override
  public Future<?> start() {
    SockJSBridgeOptions options =
        new SockJSBridgeOptions().addOutboundPermitted(new PermittedOptions().setAddress(ADDRESS));
    Router router = Router.router(vertx);
    router.route("/eventbus/*").subRouter(SockJSHandler.create(vertx).bridge(options));
    Future<HttpServer> web = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1");
    Future<NetServer> publisher =
        vertx.createNetServer().connectHandler(this::take).listen(0, "127.0.0.1");
    return Future.all(web, publisher)
        .onSuccess(
            listening ->
                FanoutReady.print(web.result().actualPort(), publisher.result().actualPort()));
  }

  private void take(NetSocket socket) {
    socket.handler(
        RecordParser.newDelimited(
            FanoutPublish.END,
            request -> {
              int events = FanoutPublish.events(request + "\r\n");
              for (int i = 0; i < events; i++) {
                publish();
              }
              socket.write(events > 0 ? FanoutPublish.DONE : FanoutPublish.UNKNOWN);
            }));
  }

  private void publish() {
    offset++;
    StreamPosition position = new StreamPosition(EPOCH, offset);
    WpdEvent event = new WpdEvent(GATEWAY, position, Instant.now(), devices.change());
    vertx.eventBus().publish(ADDRESS, event.toJson());
  }
}
