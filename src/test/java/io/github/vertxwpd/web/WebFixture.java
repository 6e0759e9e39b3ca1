package io.github.vertxwpd.web;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.documents.OpenApi;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A web verticle on a free port, with a client. */
final class WebFixture implements AutoCloseable {
  static final long LIMIT_SECONDS = 20;
  static final String METRICS = "# HELP wpd_up Up\n# TYPE wpd_up gauge\nwpd_up 1.0\n";
  private static final int RECEIVE_BUFFER_BYTES = 8 * 1024;

  /** What came back. */
  record Answer(int status, Map<String, String> headers, Buffer body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    JsonObject json() {
      return body.toJsonObject();
    }

    String code() {
      return json().getString("code");
    }
  }

  final Vertx vertx = Vertx.vertx();
  final ScriptedService service;
  final WebVerticle web;
  final WebSocketClient sockets;
  private final String certificate;
  private final HttpClient client;
  private final String deployment;
  private final Queue<Object> kept = new ConcurrentLinkedQueue<>();

  WebFixture() throws TimeoutException {
    this(WebSetup.of());
  }

  WebFixture(WebLimits limits, int retained) throws TimeoutException {
    this(WebSetup.of().limits(limits).retained(retained));
  }

  WebFixture(WebLimits limits, int retained, HttpOptions options) throws TimeoutException {
    this(WebSetup.of().limits(limits).retained(retained).options(options));
  }

  WebFixture(WebSetup setup) throws TimeoutException {
    certificate = setup.options().getTls().getCertificate();
    sockets = vertx.createWebSocketClient(socketOptions());
    client = vertx.createHttpClient(clientOptions());
    service = new ScriptedService(vertx, setup.retained());
    web =
        new WebVerticle(
                service,
                new HttpOptions(setup.options()).setPort(0),
                setup.limits(),
                setup.authenticator(),
                setup.trail(),
                setup.clock())
            .toldTo(setup.listener(), Optional.of(() -> METRICS));
    deployment = vertx.deployVerticle(web).await(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Returns how a client of this server is set, which trusts its certificate. */
  HttpClientOptions clientOptions() {
    HttpClientOptions options = new HttpClientOptions();
    return isTls() ? options.setSsl(true).setTrustOptions(trust()) : options;
  }

  private WebSocketClientOptions socketOptions() {
    WebSocketClientOptions options =
        new WebSocketClientOptions().setMaxFrameSize(1 << 20).setMaxMessageSize(1 << 24);
    options.setClosingTimeout(1).setMaxConnections(100).setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
    return isTls() ? options.setSsl(true).setTrustOptions(trust()) : options;
  }

  private boolean isTls() {
    return !certificate.isEmpty();
  }

  private PemTrustOptions trust() {
    return new PemTrustOptions().addCertPath(certificate);
  }

  int port() {
    return web.port();
  }

  /** Holds a client up to the end: Vert.x closes one that nobody holds, with its connections. */
  <C> C keep(C client) {
    kept.add(client);
    return client;
  }

  void undeploy() throws TimeoutException {
    vertx.undeploy(deployment).await(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  Answer get(String uri, String... headers) throws TimeoutException {
    return send(HttpMethod.GET, uri, Buffer.buffer(), headers);
  }

  Answer post(String uri, String body, String... headers) throws TimeoutException {
    return send(HttpMethod.POST, uri, Buffer.buffer(body), headers);
  }

  /**
   * Sends a request. The answer, whatever it is, must be one that {@code openapi.yaml} describes.
   *
   * @param headers names and values in turn
   */
  Answer send(HttpMethod method, String uri, Buffer body, String... headers)
      throws TimeoutException {
    RequestOptions options =
        new RequestOptions().setHost("127.0.0.1").setPort(port()).setMethod(method).setURI(uri);
    if (body.length() > 0 && !List.of(headers).contains("Content-Type")) {
      options.putHeader("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      options.putHeader(headers[i], headers[i + 1]);
    }
    Answer answer =
        client
            .request(options)
            .compose(request -> answer(request, body))
            .await(LIMIT_SECONDS, TimeUnit.SECONDS);
    OpenApi.check(
        new OpenApi.Request(method.name(), uri, body.toString()),
        new OpenApi.Answer(answer.status(), answer.headers(), answer.body().toString()));
    return answer;
  }

  /**
   * On the client's event loop throughout: a body that is asked for a moment too late never comes.
   */
  private static Future<Answer> answer(HttpClientRequest request, Buffer body) {
    return request
        .send(body)
        .compose(
            response ->
                response
                    .body()
                    .map(
                        content -> {
                          Map<String, String> received = new LinkedHashMap<>();
                          response.headers().forEach(e -> received.put(lower(e), e.getValue()));
                          return new Answer(response.statusCode(), received, content);
                        }));
  }

  private static String lower(Map.Entry<String, String> header) {
    return header.getKey().toLowerCase(Locale.ROOT);
  }

  /** Waits until something is so. */
  void until(BooleanSupplier condition) throws TimeoutException {
    Promise<Void> met = Promise.promise();
    long timer =
        vertx.setPeriodic(
            20,
            id -> {
              if (condition.getAsBoolean()) {
                met.tryComplete();
              }
            });
    met.future().await(LIMIT_SECONDS, TimeUnit.SECONDS);
    vertx.cancelTimer(timer);
  }

  @Override
  public void close() throws TimeoutException {
    vertx.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
  }
}
