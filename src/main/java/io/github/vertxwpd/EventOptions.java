package io.github.vertxwpd;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.core.json.JsonObject;

/** How long events can be read again. */
@DataObject
public class EventOptions {
  /** How many events are kept for those who come back: {@value}. */
  public static final int DEFAULT_RETAIN_COUNT = 100_000;

  /** For how many hours events are kept for those who come back: {@value}. */
  public static final int DEFAULT_RETAIN_HOURS = 24;

  private int retainCount = DEFAULT_RETAIN_COUNT;
  private int retainHours = DEFAULT_RETAIN_HOURS;

  /** Makes options with the defaults. */
  public EventOptions() {}

  /** Copies options. */
  public EventOptions(EventOptions other) {
    this(other.toJson());
  }

  /**
   * Reads options from their JSON form; members that are missing have their defaults.
   *
   * @throws ClassCastException where a member has another type
   */
  public EventOptions(JsonObject json) {
    retainCount = json.getInteger("retainCount", retainCount);
    retainHours = json.getInteger("retainHours", retainHours);
  }

  /** Returns the JSON form. */
  public JsonObject toJson() {
    return new JsonObject().put("retainCount", retainCount).put("retainHours", retainHours);
  }

  /** Returns how many events are kept. */
  public int getRetainCount() {
    return retainCount;
  }

  /** Sets how many events are kept. */
  public EventOptions setRetainCount(int value) {
    this.retainCount = value;
    return this;
  }

  /** Returns for how many hours events are kept. */
  public int getRetainHours() {
    return retainHours;
  }

  /** Sets for how many hours events are kept. */
  public EventOptions setRetainHours(int value) {
    this.retainHours = value;
    return this;
  }
}
