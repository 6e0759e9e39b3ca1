package io.github.vertxwpd.windows;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A subscribed {@code wpd.v1} WebSocket that keeps every frame it got. */
final class EventSocket implements WebSocket.Listener {
  private static final long LIMIT_SECONDS = 30;

  private final StringBuilder partial = new StringBuilder();
  private final List<JsonObject> frames = new ArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private WebSocket socket;

  private EventSocket() {}

  static EventSocket open(HttpClient http, URI uri) throws InterruptedException {
    EventSocket events = new EventSocket();
    events.socket =
        get(http.newWebSocketBuilder().subprotocols("wpd.v1").buildAsync(uri, events), "opens");
    events.send(new JsonObject().put("t", "hello").put("id", 1));
    events.await(frame("welcome", 1));
    events.send(new JsonObject().put("t", "subscribe").put("id", 2));
    events.await(frame("subscribed", 2));
    return events;
  }

  /** Matches frames of a type that answer a client's frame. */
  static Predicate<JsonObject> frame(String type, int id) {
    return frame -> type.equals(frame.getString("t")) && id == frame.getInteger("id", -1);
  }

  /** Matches frames with an event of a type about a device. */
  static Predicate<JsonObject> event(String type, String device) {
    return frame ->
        "event".equals(frame.getString("t"))
            && ("wpd." + type + ".v1").equals(frame.getJsonObject("e").getString("type"))
            && ("devices/" + device).equals(frame.getJsonObject("e").getString("subject"));
  }

  void send(JsonObject frame) throws InterruptedException {
    get(socket.sendText(frame.encode(), true), "takes a frame");
  }

  /** Returns the first frame of all that matches, waiting for it where it has not come yet. */
  synchronized JsonObject await(Predicate<JsonObject> wanted) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    List<JsonObject> found = all(wanted);
    while (found.isEmpty()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0 || closed.isDone()) {
        throw new AssertionError("the awaited frame does not come; these came: " + frames);
      }
      wait(left);
      found = all(wanted);
    }
    return found.get(0);
  }

  /** Returns the data of the first event that matches, waiting for it. */
  JsonObject awaitData(Predicate<JsonObject> wanted) throws InterruptedException {
    return await(wanted).getJsonObject("e").getJsonObject("data");
  }

  /** Returns every frame so far that matches. */
  synchronized List<JsonObject> all(Predicate<JsonObject> wanted) {
    return frames.stream().filter(wanted).toList();
  }

  /** Waits until the server closes the socket, and returns the close code. */
  int awaitClose() throws InterruptedException {
    return get(closed, "is closed by the server");
  }

  @Override
  public synchronized CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      Object json = Json.decodeValue(partial.toString());
      partial.setLength(0);
      JsonArray batch = json instanceof JsonArray array ? array : new JsonArray().add(json);
      batch.forEach(frame -> take((JsonObject) frame));
      notifyAll();
    }
    from.request(1);
    return null;
  }

  private void take(JsonObject frame) {
    frames.add(frame);
    if ("ping".equals(frame.getString("t"))) {
      JsonObject pong = new JsonObject().put("t", "pong").put("n", frame.getValue("n"));
      var unused = socket.sendText(pong.encode(), true);
    }
  }

  @Override
  public synchronized CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    notifyAll();
    return null;
  }

  @Override
  public synchronized void onError(WebSocket from, Throwable error) {
    closed.completeExceptionally(error);
    notifyAll();
  }

  private static <T> T get(CompletableFuture<T> future, String what) throws InterruptedException {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("the WebSocket " + what, e);
    }
  }
}
