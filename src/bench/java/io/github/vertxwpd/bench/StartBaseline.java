package io.github.vertxwpd.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** A bare Vert.x HTTP server: says that it is ready once it listens. */
final class StartBaseline {
  private StartBaseline() {}

  /**
   * Runs it until the process is ended.
   *
   * @param args {@code once} to end when it is ready
   */
  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    vertx
        .createHttpServer()
        .requestHandler(request -> request.response().end("ready"))
        .listen(0, "127.0.0.1")
        .onSuccess(
            server -> {
              System.out.println("ready http://127.0.0.1:" + server.actualPort());
              if (args.length > 0) {
                vertx.close();
              }
            });
  }
}
