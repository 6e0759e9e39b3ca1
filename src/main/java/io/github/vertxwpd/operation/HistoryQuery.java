package io.github.vertxwpd.operation;

import io.github.vertxwpd.stream.EncodedEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which events of the past are asked for.
 *
 * @param cursor the short or portable cursor of the last event already seen; without one, the
 *     oldest event that is still kept is the first
 * @param devices the ids of the devices whose events are wanted; where there are none, every event
 * @param limit how many at most
 */
public record HistoryQuery(Optional<String> cursor, Set<String> devices, int limit) {
  /** How many events there are at most where the query does not say: {@value}. */
  public static final int DEFAULT_LIMIT = 500;

  public HistoryQuery {
    devices = Set.copyOf(devices);
  }

  /**
   * Reads a query from a request's body.
   *
   * @param body the contract's {@code wpd.history} body
   * @throws io.github.vertxwpd.WpdException {@code validation-failed}, naming each wrong member
   */
  public static HistoryQuery fromJson(JsonObject body) {
    RequestSchema.HISTORY.check(body);
    return new HistoryQuery(
        Optional.ofNullable(body.getString("cursor")),
        body.getJsonArray("device", new JsonArray()).stream()
            .map(String.class::cast)
            .collect(Collectors.toSet()),
        body.getInteger("limit", DEFAULT_LIMIT));
  }

  /** Returns the contract's body. */
  public JsonObject toJson() {
    JsonObject body = new JsonObject().put("limit", limit);
    cursor.ifPresent(text -> body.put("cursor", text));
    if (!devices.isEmpty()) {
      body.put("device", new JsonArray(List.copyOf(devices)));
    }
    return body;
  }

  /** Returns whether an event is one of those asked for. */
  boolean wants(EncodedEvent event) {
    return devices.isEmpty()
        || event.device().map(id -> devices.contains(id.value())).orElse(false);
  }
}
