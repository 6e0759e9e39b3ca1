package io.github.vertxwpd.web.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a client sends together with its request is the socket's. The build enables the extension.
 */
class EarlyBytesTest {
  private static final long LIMIT_SECONDS = 20;
  private static final String PASSWORD = "for the test";

  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();
  private NetClient client;

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\r\n", "GET / HTTP/1.1\r\n", "x\r\n\r\nGET / HTTP/1.1\r\n\r\n"})
  void theyComeOutOfTheSocket(String early) throws Exception {
    assertThat(firstOf(early, new HttpServerOptions(), new NetClientOptions())).isEqualTo(early);
  }

  @Test
  void manyOfThemComeWholeAndInOrder() throws Exception {
    String early = "0123456789".repeat(20_000);

    assertThat(firstOf(early, new HttpServerOptions(), new NetClientOptions())).isEqualTo(early);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theyComeOutOfATlsSocket(boolean sni) throws Exception {
    Path store = directory.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-dname",
                "CN=localhost",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    HttpServerOptions server =
        new HttpServerOptions()
            .setSsl(true)
            .setSni(sni)
            .setKeyCertOptions(new PfxOptions().setPath(store.toString()).setPassword(PASSWORD));
    NetClientOptions trusting =
        new NetClientOptions().setSsl(true).setTrustAll(true).setHostnameVerificationAlgorithm("");

    assertThat(firstOf("early", server, trusting)).isEqualTo("early");
  }

  /** Returns as much as came together with the request for a socket. */
  private String firstOf(String early, HttpServerOptions options, NetClientOptions clientOptions)
      throws TimeoutException {
    Promise<String> received = Promise.promise();
    HttpServer server =
        vertx
            .createHttpServer(options.setHttp2ClearTextEnabled(false))
            .requestHandler(
                request ->
                    request
                        .toNetSocket()
                        .onSuccess(socket -> collect(socket, early.length(), received))
                        .onFailure(received::fail))
            .listen(0, "127.0.0.1")
            .await(LIMIT_SECONDS, TimeUnit.SECONDS);
    // One that nobody holds is closed.
    client = vertx.createNetClient(clientOptions);
    client
        .connect(server.actualPort(), "127.0.0.1")
        .onSuccess(
            socket ->
                socket.write(
                    "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"
                        + early))
        .onFailure(received::fail);
    return received.future().await(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private static void collect(NetSocket socket, int length, Promise<String> received) {
    Buffer all = Buffer.buffer();
    socket.handler(
        bytes -> {
          all.appendBuffer(bytes);
          if (all.length() >= length) {
            received.tryComplete(all.toString());
          }
        });
  }
}
