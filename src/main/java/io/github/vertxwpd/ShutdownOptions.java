package io.github.vertxwpd;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.core.json.JsonObject;

/** How the gateway stops. */
@DataObject
public class ShutdownOptions {
  /** How long running operations are waited for, in milliseconds: {@value}. */
  public static final long DEFAULT_DRAIN_MS = 5_000;

  private long drainMs = DEFAULT_DRAIN_MS;

  /** Makes options with the defaults. */
  public ShutdownOptions() {}

  /** Copies options. */
  public ShutdownOptions(ShutdownOptions other) {
    this(other.toJson());
  }

  /**
   * Reads options from their JSON form; members that are missing have their defaults.
   *
   * @throws ClassCastException where a member has another type
   */
  public ShutdownOptions(JsonObject json) {
    drainMs = json.getLong("drainMs", drainMs);
  }

  /** Returns the JSON form. */
  public JsonObject toJson() {
    return new JsonObject().put("drainMs", drainMs);
  }

  /** Returns how long running operations are waited for, in milliseconds. */
  public long getDrainMs() {
    return drainMs;
  }

  /** Sets how long running operations are waited for, in milliseconds. */
  public ShutdownOptions setDrainMs(long value) {
    this.drainMs = value;
    return this;
  }
}
