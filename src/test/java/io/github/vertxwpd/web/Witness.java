package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A client that behaves, while others do not: the JDK's WebSocket, subscribed to all events. It
 * must get every one of them, in order, and an answer to whatever it asks.
 */
final class Witness implements WebSocket.Listener, AutoCloseable {
  private static final String DEVICE = "bt-a0b1c2d3e4f5";

  private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
  private final StringBuilder part = new StringBuilder();
  private final WebSocket socket;
  private int commands;
  private long offset;
  private volatile String end = "";

  /** Connects to the gateway at a port of this machine. */
  Witness(int port) throws Exception {
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("wpd.v1")
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/v1/ws"), this)
            .get(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
    send(new JsonObject().put("t", "hello"));
    send(new JsonObject().put("t", "subscribe"));
    JsonObject message = next();
    while (!message.getString("t").equals("subscribed")) {
      message = next();
    }
  }

  /** Has a device disconnected and connected, and takes every event up to the end of both. */
  void assertUnharmed() throws Exception {
    for (String verb : new String[] {"disconnect", "connect"}) {
      commands++;
      send(
          new JsonObject()
              .put("t", "command")
              .put("id", commands)
              .put("verb", verb)
              .put("body", new JsonObject().put("device", DEVICE)));
      JsonObject completion = completion(verb);
      assertThat(completion.getString("outcome")).isEqualTo("succeeded");
    }
  }

  private JsonObject completion(String verb) throws Exception {
    while (true) {
      JsonObject message = next();
      if (message.getString("t").equals("event")) {
        JsonObject event = message.getJsonObject("e");
        assertNothingIsMissingBefore(event);
        JsonObject data = event.getJsonObject("data");
        if (event.getString("type").equals("wpd.operation.completed.v1")
            && data.getString("verb").equals(verb)) {
          return data;
        }
      }
    }
  }

  private void assertNothingIsMissingBefore(JsonObject event) {
    long now = Long.parseLong(event.getString("id").split(":", 2)[1]);
    if (offset != 0) {
      assertThat(now).isEqualTo(offset + 1);
    }
    offset = now;
  }

  private JsonObject next() throws Exception {
    JsonObject message = messages.poll(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      throw new TimeoutException("no message came; the connection's end: \"" + end + "\"");
    }
    assertThat(message.getString("t")).isNotEqualTo("reset").isNotEqualTo("error");
    return message;
  }

  private void send(JsonObject message) throws Exception {
    socket.sendText(message.encode(), true).get(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    CompletionStage<?> taken = CompletableFuture.completedStage(from);
    part.append(data);
    if (last) {
      String text = part.toString();
      part.setLength(0);
      JsonArray all = new JsonArray(text.startsWith("[") ? text : "[" + text + "]");
      for (Object message : all) {
        taken = take(from, (JsonObject) message);
      }
    }
    from.request(1);
    return taken;
  }

  private CompletionStage<?> take(WebSocket from, JsonObject message) {
    if (message.getString("t").equals("ping")) {
      JsonObject pong = new JsonObject().put("t", "pong").put("n", message.getInteger("n"));
      return from.sendText(pong.encode(), true);
    }
    messages.add(message);
    return CompletableFuture.completedStage(from);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    end = code + " " + reason;
    return CompletableFuture.completedStage(from);
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    end = error.toString();
  }

  @Override
  public void close() {
    socket.abort();
  }
}
