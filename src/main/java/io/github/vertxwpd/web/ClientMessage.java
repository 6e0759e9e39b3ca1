package io.github.vertxwpd.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a client says on the WebSocket. */
sealed interface ClientMessage {
  /**
   * The first message.
   *
   * @param id the client's id for the request
   * @param token who it is; empty where that came with the upgrade, or is not asked
   * @param binary whether it takes binary frames
   */
  record Hello(Optional<Object> id, Optional<String> token, boolean binary)
      implements ClientMessage {
    /** The token is a secret. */
    @Override
    public String toString() {
      return "Hello";
    }
  }

  /**
   * Asks for events.
   *
   * @param id the client's id for the request
   * @param json the whole message
   */
  record Subscribe(Optional<Object> id, JsonObject json) implements ClientMessage {}

  /**
   * Asks for an operation, or for the cancellation of one.
   *
   * @param id the client's id for the request
   * @param verb what to do
   * @param body as on the bus
   */
  record Command(Optional<Object> id, String verb, JsonObject body) implements ClientMessage {}

  /**
   * Answers a ping.
   *
   * @param n the ping's number
   */
  record Pong(long n) implements ClientMessage {}

  /**
   * Reads a frame: one message or an array of them.
   *
   * @throws ProtocolViolation where it is neither
   */
  static List<ClientMessage> readAll(String frame) throws ProtocolViolation {
    List<ClientMessage> messages = new ArrayList<>();
    Object decoded = decode(frame);
    Iterable<?> items = decoded instanceof JsonArray array ? array : List.of(decoded);
    for (Object item : items) {
      if (!(item instanceof JsonObject json)) {
        throw new ProtocolViolation("a message is a JSON object");
      }
      messages.add(read(json));
    }
    return messages;
  }

  private static Object decode(String frame) throws ProtocolViolation {
    try {
      return StrictJson.decode(frame).orElse("");
    } catch (InvalidJsonException e) {
      throw new ProtocolViolation("the frame " + e.getMessage());
    }
  }

  private static ClientMessage read(JsonObject json) throws ProtocolViolation {
    if (!(json.getValue("t") instanceof String type)) {
      throw new ProtocolViolation("a message needs the member t");
    }
    return switch (type) {
      case "hello" -> hello(json);
      case "subscribe" -> new Subscribe(id(json), json);
      case "command" -> command(json);
      case "pong" -> pong(json);
      default -> throw new ProtocolViolation("unknown t: " + shortened(type));
    };
  }

  private static ClientMessage hello(JsonObject json) throws ProtocolViolation {
    if (!(json.getValue("caps", new JsonArray()) instanceof JsonArray caps)) {
      throw new ProtocolViolation("the caps of a hello are an array");
    }
    return new Hello(id(json), token(json), caps.contains("binary"));
  }

  private static Optional<String> token(JsonObject hello) throws ProtocolViolation {
    Object auth = hello.getValue("auth");
    Object token = auth instanceof JsonObject object ? object.getValue("token") : null;
    boolean readable = auth == null || auth instanceof JsonObject;
    if (!readable || !(token == null || token instanceof String)) {
      throw new ProtocolViolation("the auth of a hello is an object with a text, token");
    }
    return Optional.ofNullable((String) token).filter(text -> !text.isEmpty());
  }

  private static ClientMessage command(JsonObject json) throws ProtocolViolation {
    if (!(json.getValue("verb") instanceof String verb)) {
      throw new ProtocolViolation("a command needs the member verb");
    }
    if (!(json.getValue("body", new JsonObject()) instanceof JsonObject body)) {
      throw new ProtocolViolation("a command's body is a JSON object");
    }
    return new Command(id(json), verb, body);
  }

  private static ClientMessage pong(JsonObject json) throws ProtocolViolation {
    if (!(json.getValue("n") instanceof Number n)) {
      throw new ProtocolViolation("a pong needs the number n");
    }
    return new Pong(n.longValue());
  }

  private static Optional<Object> id(JsonObject json) throws ProtocolViolation {
    Object id = json.getValue("id");
    if (id instanceof JsonObject || id instanceof JsonArray) {
      throw new ProtocolViolation("an id is a number or a string");
    }
    return Optional.ofNullable(id);
  }

  private static String shortened(String text) {
    return text.length() <= 20 ? text : text.substring(0, 20);
  }
}
