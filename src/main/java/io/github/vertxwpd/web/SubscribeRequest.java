package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.operation.RequestSchema;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * What a client that asks for events says.
 *
 * @param id the client's id for the request
 * @param cursor the last short cursor that it saw
 * @param portable the last portable cursor that it saw
 * @param filter which events it wants
 */
record SubscribeRequest(
    Optional<Object> id, Optional<String> cursor, Optional<String> portable, EventFilter filter) {
  private static final RequestSchema SCHEMA = new RequestSchema("subscribe-request");
  private static final RequestSchema QUERY = new RequestSchema("event-stream-query");

  /**
   * Reads a WebSocket's message.
   *
   * @throws WpdException {@code validation-failed}
   */
  static SubscribeRequest of(ClientMessage.Subscribe message) {
    JsonObject json = message.json();
    SCHEMA.check(json);
    return new SubscribeRequest(
        message.id(),
        Optional.ofNullable(json.getString("cursor")),
        Optional.ofNullable(json.getString("portable")),
        EventFilter.fromJson(
            Optional.ofNullable(json.getJsonObject("filter")).orElseGet(JsonObject::new)));
  }

  /**
   * Reads a request for server-sent events. What the browser saw last counts more than what the
   * page began with.
   *
   * @throws WpdException {@code validation-failed}
   */
  static SubscribeRequest of(RoutingContext context) {
    JsonObject query = QueryParameters.read(context, QUERY);
    QUERY.check(query);
    return new SubscribeRequest(
        Optional.empty(),
        Optional.ofNullable(context.request().getHeader("Last-Event-ID"))
            .filter(id -> !id.isEmpty())
            .or(() -> Optional.ofNullable(query.getString("cursor"))),
        Optional.ofNullable(query.getString("portable")),
        EventFilter.fromJson(query));
  }
}
