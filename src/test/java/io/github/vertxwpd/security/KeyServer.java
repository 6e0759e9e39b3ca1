package io.github.vertxwpd.security;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An issuer's server, on a free port of this machine, with a certificate of its own for {@code
 * localhost}.
 */
final class KeyServer {
  private static final String PASSWORD = "password";

  private final AtomicInteger requests = new AtomicInteger();
  private final PfxOptions certificate;
  private final HttpServer server;
  private volatile Handler<HttpServerRequest> answer = request -> request.response().end();

  /**
   * Starts the server.
   *
   * @param store what {@link #certificate} made
   */
  KeyServer(Vertx vertx, Path store) throws Exception {
    certificate = new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
    server =
        vertx
            .createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate))
            .requestHandler(
                request -> {
                  requests.incrementAndGet();
                  answer.handle(request);
                })
            .listen(0, "127.0.0.1")
            .await(20, SECONDS);
  }

  /** Makes a certificate with its key; the platform does so with its tool alone. */
  static Path certificate(Path file) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (keytool.waitFor() != 0) {
      throw new AssertionError("keytool ended with " + keytool.exitValue());
    }
    return file;
  }

  String address() {
    return "https://localhost:" + server.actualPort() + "/keys";
  }

  /** Its address by a name that its certificate does not have. */
  String otherAddress() {
    return "https://127.0.0.1:" + server.actualPort() + "/keys";
  }

  /** A client that trusts its certificate. */
  HttpClientOptions trusting() {
    return new HttpClientOptions().setTrustOptions(certificate);
  }

  void answer(Handler<HttpServerRequest> handler) {
    answer = handler;
  }

  void answer(Buffer body) {
    answer(request -> request.response().end(body));
  }

  void answer(int status) {
    answer(request -> request.response().setStatusCode(status).end());
  }

  int requests() {
    return requests.get();
  }
}
