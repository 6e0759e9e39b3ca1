package io.github.vertxwpd.invariants;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** A {@code wpd.v1} WebSocket that says hello and answers pings. */
final class GatewaySocket implements WebSocket.Listener {
  private final BiConsumer<GatewaySocket, JsonObject> receiver;
  private final StringBuilder partial = new StringBuilder();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private CompletableFuture<WebSocket> sending;

  private GatewaySocket(
      HttpClient http, URI gateway, BiConsumer<GatewaySocket, JsonObject> receiver) {
    this.receiver = receiver;
    URI uri = URI.create("ws" + gateway.resolve("/api/v1/ws").toString().substring(4));
    this.sending = http.newWebSocketBuilder().subprotocols("wpd.v1").buildAsync(uri, this);
    var unused =
        sending.exceptionally(
            failure -> {
              closed.complete(failure.toString());
              return null;
            });
  }

  /**
   * Opens a socket.
   *
   * @param gateway the address that the gateway says it serves at
   * @param receiver gets every message but pings, one at a time
   */
  static GatewaySocket open(
      HttpClient http, URI gateway, BiConsumer<GatewaySocket, JsonObject> receiver) {
    GatewaySocket socket = new GatewaySocket(http, gateway, receiver);
    socket.send(new JsonObject().put("t", "hello").put("id", 0));
    return socket;
  }

  /** Sends a message after all before it. */
  synchronized void send(JsonObject message) {
    sending = sending.thenCompose(socket -> socket.sendText(message.encode(), true));
  }

  /** Closes it without ado. */
  synchronized void abort() {
    var unused = sending.thenAccept(WebSocket::abort);
    closed.complete("closed by the client");
  }

  /** Completes when nothing more will be received. */
  CompletableFuture<String> closed() {
    return closed;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      Object json = Json.decodeValue(partial.toString());
      partial.setLength(0);
      JsonArray batch = json instanceof JsonArray array ? array : new JsonArray().add(json);
      batch.forEach(message -> take((JsonObject) message));
    }
    from.request(1);
    return null;
  }

  private void take(JsonObject message) {
    if ("ping".equals(message.getString("t"))) {
      send(new JsonObject().put("t", "pong").put("n", message.getValue("n")));
    }
    receiver.accept(this, message);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(error.toString());
  }
}
