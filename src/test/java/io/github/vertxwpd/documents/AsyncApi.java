package io.github.vertxwpd.documents;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds messages against {@code asyncapi.yaml}. Thread-safe. */
public final class AsyncApi {
  private static final JsonObject DOCUMENT = Documents.ASYNCAPI;

  private AsyncApi() {}

  /**
   * Checks a message from the gateway.
   *
   * @param address the channel's address
   * @throws AssertionError where the document does not have it
   */
  public static void checkSent(String address, JsonObject message) {
    check("sends", messages(address, "send"), address, message);
  }

  /**
   * Checks a message to the gateway.
   *
   * @param address the channel's address
   * @throws AssertionError where the document does not have it
   */
  public static void checkReceived(String address, JsonObject message) {
    check("receives", messages(address, "receive"), address, message);
  }

  /**
   * Checks a reply.
   *
   * @param address where the request was sent
   * @throws AssertionError where the document does not have it
   */
  public static void checkReply(String address, JsonObject message) {
    List<JsonObject> replies =
        operations(address, "receive")
            .map(operation -> operation.getJsonObject("reply"))
            .flatMap(reply -> resolved(reply.getJsonArray("messages")))
            .toList();
    check("replies", replies, address, message);
  }

  /**
   * Checks a server-sent event.
   *
   * @param name its name, {@code message} where it has none
   * @throws AssertionError where the document does not have it
   */
  public static void checkSentEvent(
      String address, String name, Optional<String> id, JsonObject data) {
    JsonObject message = channel(address).getJsonObject("messages").getJsonObject(name);
    if (message == null) {
      throw new AssertionError("asyncapi.yaml knows no server-sent event named " + name);
    }
    JsonObject headers = new JsonObject();
    id.ifPresent(value -> headers.put("id", value));
    if (!name.equals("message")) {
      headers.put("event", name);
    }
    JsonObject described = Documents.resolved(DOCUMENT, message);
    check("sends", List.of(described), address, data);
    fail(Schemas.errors(described.getJsonObject("headers"), headers), "the event " + name, headers);
  }

  /** Returns the close codes that a channel's description has a row for. */
  public static List<Integer> closeCodes(String address) {
    return Pattern.compile("(?m)^\\| (\\d{4}) \\|")
        .matcher(channel(address).getString("description"))
        .results()
        .map(row -> Integer.valueOf(row.group(1)))
        .toList();
  }

  /** Returns the addresses that messages of an action go to, on the event bus. */
  static List<String> busAddresses(String action) {
    return operations()
        .filter(operation -> operation.getString("action").equals(action))
        .map(operation -> Documents.resolved(DOCUMENT, operation.getJsonObject("channel")))
        .filter(channel -> channel.getJsonArray("servers").encode().contains("#/servers/bus"))
        .map(channel -> channel.getString("address"))
        .toList();
  }

  private static void check(
      String does, List<JsonObject> candidates, String address, JsonObject message) {
    List<JsonObject> fitting =
        candidates.stream()
            .map(candidate -> candidate.getJsonObject("payload"))
            .filter(payload -> mayBe(payload, message))
            .toList();
    if (fitting.isEmpty()) {
      throw new AssertionError(
          "asyncapi.yaml does not say that the gateway %s this at %s: %s"
              .formatted(does, address, message));
    }
    List<List<String>> errors =
        fitting.stream().map(payload -> Schemas.errors(payload, message)).toList();
    if (errors.stream().noneMatch(List::isEmpty)) {
      fail(errors.get(0), "what the gateway %s at %s".formatted(does, address), message);
    }
  }

  /** Leaves out the messages that have another {@code t}, {@code type} or {@code code}. */
  private static boolean mayBe(JsonObject payload, JsonObject message) {
    JsonObject properties = Schemas.referred(payload).getJsonObject("properties", new JsonObject());
    return Stream.of("t", "type")
        .filter(name -> properties.getValue(name) instanceof JsonObject)
        .map(name -> properties.getJsonObject(name).getValue("const"))
        .allMatch(constant -> constant == null || message.getMap().containsValue(constant));
  }

  private static List<JsonObject> messages(String address, String action) {
    return operations(address, action)
        .flatMap(
            operation ->
                operation.containsKey("messages")
                    ? resolved(operation.getJsonArray("messages"))
                    : resolved(new JsonArray(List.copyOf(all(channel(address))))))
        .toList();
  }

  private static List<Object> all(JsonObject channel) {
    return channel.getJsonObject("messages").stream()
        .map(Map.Entry::getValue)
        .collect(Collectors.toList());
  }

  private static Stream<JsonObject> operations(String address, String action) {
    return operations()
        .filter(operation -> operation.getString("action").equals(action))
        .filter(
            operation ->
                address.equals(
                    Documents.resolved(DOCUMENT, operation.getJsonObject("channel"))
                        .getString("address")));
  }

  private static Stream<JsonObject> operations() {
    return DOCUMENT.getJsonObject("operations").stream()
        .map(operation -> (JsonObject) operation.getValue());
  }

  private static JsonObject channel(String address) {
    return DOCUMENT.getJsonObject("channels").stream()
        .map(channel -> (JsonObject) channel.getValue())
        .filter(channel -> address.equals(channel.getString("address")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("asyncapi.yaml has no channel at " + address));
  }

  private static Stream<JsonObject> resolved(JsonArray references) {
    return references.stream().map(one -> Documents.resolved(DOCUMENT, (JsonObject) one));
  }

  private static void fail(List<String> errors, String what, JsonObject message) {
    if (!errors.isEmpty()) {
      throw new AssertionError(
          "%s is not as asyncapi.yaml says:%n  %s%n%s"
              .formatted(what, String.join("\n  ", errors), message));
    }
  }
}
