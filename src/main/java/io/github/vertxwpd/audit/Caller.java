package io.github.vertxwpd.audit;

import io.github.vertxwpd.model.Role;
import io.github.vertxwpd.model.WireName;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Who asked for something.
 *
 * @param subject a name that is no secret: a token's id, a JWT's subject, {@code anonymous} where
 *     the gateway asks nobody who they are
 * @param role what they may do; empty where it was not asked
 * @param via how they came
 * @param address the IP address they came from; empty for the event bus
 */
public record Caller(String subject, Optional<Role> role, Via via, Optional<String> address) {
  /** The subject of callers that nobody asked who they are: {@value}. */
  public static final String ANONYMOUS = "anonymous";

  /** Whoever sends a message on the event bus. */
  public static final Caller BUS =
      new Caller(ANONYMOUS, Optional.empty(), Via.BUS, Optional.empty());

  /** The gateway itself. */
  public static final Caller GATEWAY =
      new Caller("gateway", Optional.empty(), Via.GATEWAY, Optional.empty());

  /** How a caller came. */
  public enum Via implements WireName {
    /** A message on the event bus. */
    BUS("bus"),
    /** A request to the REST API. */
    REST("rest"),
    /** A message on the WebSocket. */
    WEBSOCKET("websocket"),
    /** A request for server-sent events. */
    SSE("sse"),
    /** The event-bus bridge for stock Vert.x clients. */
    BRIDGE("bridge"),
    /** A command on the gateway's own machine. */
    CLI("cli"),
    /** The gateway itself. */
    GATEWAY("gateway");

    private final String wireName;

    Via(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  /**
   * Reads what {@link #toJson} wrote, on another node of the fleet.
   *
   * @throws IllegalArgumentException where a member has a value that is not known
   */
  public static Caller fromJson(JsonObject json) {
    return new Caller(
        json.getString("subject"),
        Optional.ofNullable(json.getString("role")).map(role -> WireName.of(Role.class, role)),
        WireName.of(Via.class, json.getString("via")),
        Optional.ofNullable(json.getString("address")));
  }

  /** Returns a record's {@code actor}. */
  public JsonObject toJson() {
    JsonObject json = new JsonObject().put("subject", Bounded.text(subject));
    role.ifPresent(known -> json.put("role", known.wireName()));
    json.put("via", via.wireName());
    address.ifPresent(from -> json.put("address", Bounded.text(from)));
    return json;
  }
}
