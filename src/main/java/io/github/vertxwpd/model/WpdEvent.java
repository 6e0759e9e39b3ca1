package io.github.vertxwpd.model;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * One event of a gateway's stream, a CloudEvent 1.0.
 *
 * @param gateway the id of the gateway whose stream it is in
 * @param position its place in that stream
 * @param time when it happened
 * @param body what it says
 */
public record WpdEvent(String gateway, StreamPosition position, Instant time, EventBody body) {
  /** What the source of an event begins with, before the id of its gateway: {@value}. */
  public static final String SOURCE_PREFIX = "/gateways/";

  /** What the subject of an event about a device begins with, before the device's id: {@value}. */
  public static final String DEVICE_PREFIX = "devices/";

  private static final int SEQUENCE_LENGTH = 20;

  /**
   * Returns the CloudEvents id: epoch and offset. With {@code source} it is the key to drop
   * duplicates by.
   */
  public String id() {
    return position.toEventId();
  }

  /** Returns the CloudEvents structured JSON form. */
  public JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("specversion", "1.0")
            .put("id", id())
            .put("source", SOURCE_PREFIX + gateway)
            .put("type", body.type());
    body.device().ifPresent(device -> json.put("subject", DEVICE_PREFIX + device.value()));
    json.put("time", Timestamps.format(time))
        .put("datacontenttype", "application/json")
        .put("sequence", sequence());
    body.correlationId().ifPresent(id -> json.put("correlationid", id));
    return json.put("data", body.data());
  }

  /** All of one length, so that their order as texts is the events' order. */
  private String sequence() {
    String digits = Long.toString(position.offset());
    return "0".repeat(SEQUENCE_LENGTH - digits.length()) + digits;
  }
}
