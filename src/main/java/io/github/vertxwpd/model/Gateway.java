package io.github.vertxwpd.model;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * One running gateway process.
 *
 * @param id its configured id
 * @param incarnation the id of this process start
 * @param epoch the id of its event journal
 * @param state {@code up}, {@code suspected} or {@code lost}
 * @param provider {@code wpd}, {@code simulated} or {@code none}
 * @param version the program's version
 * @param startedAt when this process started
 * @param lastSeenAt when it was last heard of
 * @param devices how many paired devices it has
 * @param degraded why it does not work fully; empty when it does
 */
public record Gateway(
    String id,
    String incarnation,
    String epoch,
    String state,
    String provider,
    String version,
    Instant startedAt,
    Instant lastSeenAt,
    int devices,
    List<String> degraded) {

  public Gateway {
    degraded = List.copyOf(degraded);
  }

  /** Returns the contract's JSON form. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("gateway", id)
        .put("incarnation", incarnation)
        .put("epoch", epoch)
        .put("state", state)
        .put("provider", provider)
        .put("version", version)
        .put("startedAt", Timestamps.format(startedAt))
        .put("lastSeenAt", Timestamps.format(lastSeenAt))
        .put("devices", devices)
        .put("degraded", new JsonArray(degraded));
  }

  /**
   * Reads the contract's JSON form.
   *
   * @throws RuntimeException where a member is missing or of another type
   */
  public static Gateway fromJson(JsonObject json) {
    return new Gateway(
        json.getString("gateway"),
        json.getString("incarnation"),
        json.getString("epoch"),
        json.getString("state"),
        json.getString("provider"),
        json.getString("version"),
        Instant.parse(json.getString("startedAt")),
        Instant.parse(json.getString("lastSeenAt")),
        json.getInteger("devices"),
        json.getJsonArray("degraded").stream().map(String.class::cast).toList());
  }

  /** Returns this gateway as another node knows it. */
  public Gateway seen(String newState, Instant at) {
    return new Gateway(
        id, incarnation, epoch, newState, provider, version, startedAt, at, devices, degraded);
  }
}
