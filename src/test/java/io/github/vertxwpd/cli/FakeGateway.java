package io.github.vertxwpd.cli;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/** Speaks the contract on a free port of loopback, and says what it is told to. */
final class FakeGateway implements AutoCloseable {
  static final String DEVICE = "bt-a0b1c2d3e4f5";
  static final String OPERATION = "0198f3c2-7e1a-7c44-9d0e-2b1f5a7c9e10";

  /** A request as it came. */
  record Seen(String method, String path, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    JsonObject json() {
      return new JsonObject(body);
    }
  }

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final Map<String, Handler<HttpServerRequest>> answers = new ConcurrentHashMap<>();
  private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
  private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
  private volatile BiConsumer<ServerWebSocket, JsonObject> onSubscribe = (socket, message) -> {};
  private volatile boolean refuseSockets;

  FakeGateway() throws TimeoutException {
    server =
        vertx
            .createHttpServer(new HttpServerOptions().setWebSocketSubProtocols(List.of("wpd.v1")))
            .requestHandler(this::record)
            .webSocketHandshakeHandler(
                handshake -> {
                  if (refuseSockets) {
                    handshake.reject(404);
                  } else {
                    handshake.accept();
                  }
                })
            .webSocketHandler(socket -> socket.textMessageHandler(text -> take(socket, text)))
            .listen(0, "127.0.0.1")
            .await(20, TimeUnit.SECONDS);
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** Answers a request such as {@code GET /api/v1/devices} with JSON. */
  void answer(String methodAndPath, int status, JsonObject body) {
    String type = body.containsKey("code") ? "application/problem+json" : "application/json";
    answers.put(
        methodAndPath, request -> write(request.response().setStatusCode(status), type, body));
  }

  /** Answers a request in another way. */
  void answer(String methodAndPath, Handler<HttpServerRequest> how) {
    answers.put(methodAndPath, how);
  }

  /** Answers a subscription. */
  void onSubscribe(BiConsumer<ServerWebSocket, JsonObject> how) {
    onSubscribe = how;
  }

  void refuseSockets() {
    refuseSockets = true;
  }

  /** Returns the next request that came. */
  Seen request() throws InterruptedException {
    return seen.poll(20, TimeUnit.SECONDS);
  }

  /** Returns the next WebSocket message of a type; what came before it is dropped. */
  JsonObject message(String type) throws InterruptedException {
    JsonObject message = messages.poll(20, TimeUnit.SECONDS);
    while (message != null && !type.equals(message.getString("t"))) {
      message = messages.poll(20, TimeUnit.SECONDS);
    }
    return message;
  }

  @Override
  public void close() throws TimeoutException {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  static void send(ServerWebSocket socket, Object message) {
    socket.writeTextMessage(Json.encode(message));
  }

  static void sendSubscribed(ServerWebSocket socket, String cursor) {
    send(
        socket,
        new JsonObject()
            .put("t", "subscribed")
            .put("id", 2)
            .put("cursor", cursor)
            .put("portable", "portable-" + cursor)
            .put("recovered", true));
  }

  static JsonObject event(int offset, String type, JsonObject data) {
    JsonObject event =
        new JsonObject()
            .put("specversion", "1.0")
            .put("id", "k3f9:" + offset)
            .put("source", "/gateways/gw-017")
            .put("type", type)
            .put("subject", "devices/" + DEVICE)
            .put("time", "2026-11-22T09:14:03.118Z")
            .put("data", data);
    return new JsonObject().put("t", "event").put("e", event).put("cursor", "k3f9." + offset);
  }

  static JsonObject completed(int offset, String operation, String outcome) {
    return event(offset, "wpd.operation.completed.v1", end(outcome).put("operation", operation));
  }

  /** The members that an operation gets at its end. */
  static JsonObject end(String outcome) {
    boolean succeeded = outcome.equals("succeeded");
    JsonObject problem =
        new JsonObject().put("code", "wpd-error").put("detail", "OnComplete reported 0x800704C7");
    return new JsonObject()
        .put("verb", "disconnect")
        .put("outcome", outcome)
        .put("changed", succeeded)
        .put("verified", succeeded)
        .put("before", "connected")
        .put("after", succeeded ? "disconnected" : "connected")
        .put("queuedMs", 4)
        .put("durationMs", 2313)
        .put("problem", succeeded ? null : problem);
  }

  static JsonObject operation() {
    return new JsonObject()
        .put("operation", OPERATION)
        .put("verb", "disconnect")
        .put("device", DEVICE)
        .put("gateway", "gw-017")
        .put("state", "pending")
        .put("duplicate", false)
        .put("cursor", "portable-of-the-operation");
  }

  static JsonObject device(String name, String link) {
    return new JsonObject()
        .put("device", DEVICE)
        .put("gateway", "gw-017")
        .put("name", name)
        .put("link", link)
        .put("freshness", "live")
        .put("observedAt", "2026-11-22T09:14:00.120Z")
        .putNull("operation");
  }

  static JsonObject listing(JsonObject... devices) {
    return new JsonObject().put("devices", JsonArray.of((Object[]) devices)).put("cursor", "c");
  }

  static JsonObject problem(int status, String code, String detail) {
    return new JsonObject().put("status", status).put("code", code).put("detail", detail);
  }

  private void record(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              Map<String, String> headers = new ConcurrentHashMap<>();
              request.headers().forEach((k, v) -> headers.put(k.toLowerCase(Locale.ROOT), v));
              seen.add(new Seen(request.method().name(), request.uri(), headers, body.toString()));
              answers
                  .getOrDefault(
                      request.method().name() + " " + request.uri(), FakeGateway::notFound)
                  .handle(request);
            });
  }

  private static void notFound(HttpServerRequest request) {
    write(
        request.response().setStatusCode(404),
        "application/problem+json",
        problem(404, "not-found", "nothing at " + request.uri()));
  }

  private static void write(HttpServerResponse response, String type, JsonObject body) {
    response.putHeader("Content-Type", type).end(Buffer.buffer(body.encode()));
  }

  private void take(ServerWebSocket socket, String text) {
    JsonObject message = new JsonObject(text);
    messages.add(message);
    switch (message.getString("t")) {
      case "hello" ->
          send(
              socket,
              new JsonObject()
                  .put("t", "welcome")
                  .put("id", message.getValue("id"))
                  .put("gateway", "gw-017")
                  .put("pingMs", 25_000));
      case "subscribe" -> onSubscribe.accept(socket, message);
      default -> {
        // A pong needs no answer.
      }
    }
  }
}
