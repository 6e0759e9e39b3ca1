package io.github.vertxwpd.model;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Some events of the past, in order and without a gap after the cursor that was asked for.
 *
 * @param events the CloudEvents
 * @param cursor the position after the last of them, to ask for the next page or to subscribe from;
 *     the newest event's with a reset
 * @param more whether there are more events by now
 * @param reset why it cannot be shown that nothing is missing: then there is no event here. Take a
 *     fresh listing, and go on from its cursor
 */
public record HistoryPage(
    List<JsonObject> events, String cursor, boolean more, Optional<ResetReason> reset) {
  public HistoryPage {
    events = List.copyOf(events);
  }

  /** Returns the contract's JSON form; {@code reset} stands only where it has a value. */
  public JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("events", new JsonArray(List.copyOf(events)))
            .put("cursor", cursor)
            .put("more", more);
    reset.ifPresent(reason -> json.put("reset", reason.wireName()));
    return json;
  }

  /**
   * Reads the contract's JSON form.
   *
   * @throws IllegalArgumentException where the reason for a reset is not one of the contract's
   */
  public static HistoryPage fromJson(JsonObject json) {
    return new HistoryPage(
        json.getJsonArray("events").stream().map(JsonObject.class::cast).toList(),
        json.getString("cursor"),
        json.getBoolean("more"),
        Optional.ofNullable(json.getString("reset")).map(r -> WireName.of(ResetReason.class, r)));
  }
}
