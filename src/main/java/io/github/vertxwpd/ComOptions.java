package io.github.vertxwpd;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.core.json.JsonObject;

/** How the provider is called. */
@DataObject
public class ComOptions {
  /**
   * How often the devices are listed to notice what changed without a command, in milliseconds:
   * {@value}.
   */
  public static final long DEFAULT_POLL_INTERVAL_MS = 5_000;

  /**
   * How long no change must have been told before the devices are listed because of one, in
   * milliseconds: {@value}.
   */
  public static final long DEFAULT_SETTLE_MS = 250;

  /**
   * How long a native call may take before the gateway reports it as hung, in milliseconds:
   * {@value}.
   */
  public static final long DEFAULT_CALL_TIMEOUT_MS = 10_000;

  private long pollIntervalMs = DEFAULT_POLL_INTERVAL_MS;
  private long settleMs = DEFAULT_SETTLE_MS;
  private long callTimeoutMs = DEFAULT_CALL_TIMEOUT_MS;

  /** Makes options with the defaults. */
  public ComOptions() {}

  /** Copies options. */
  public ComOptions(ComOptions other) {
    this(other.toJson());
  }

  /**
   * Reads options from their JSON form; members that are missing have their defaults.
   *
   * @throws ClassCastException where a member has another type
   */
  public ComOptions(JsonObject json) {
    pollIntervalMs = json.getLong("pollIntervalMs", pollIntervalMs);
    settleMs = json.getLong("settleMs", settleMs);
    callTimeoutMs = json.getLong("callTimeoutMs", callTimeoutMs);
  }

  /** Returns the JSON form. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("pollIntervalMs", pollIntervalMs)
        .put("settleMs", settleMs)
        .put("callTimeoutMs", callTimeoutMs);
  }

  /** Returns how often the devices are listed, in milliseconds. */
  public long getPollIntervalMs() {
    return pollIntervalMs;
  }

  /** Sets how often the devices are listed, in milliseconds. */
  public ComOptions setPollIntervalMs(long value) {
    this.pollIntervalMs = value;
    return this;
  }

  /**
   * Returns how long no change must have been told before the devices are listed because of one, in
   * milliseconds.
   */
  public long getSettleMs() {
    return settleMs;
  }

  /**
   * Sets how long no change must have been told before the devices are listed because of one.
   * Changes that follow each other faster are seen as one; they are never waited for longer than
   * four times this.
   *
   * @param value in milliseconds
   */
  public ComOptions setSettleMs(long value) {
    this.settleMs = value;
    return this;
  }

  /** Returns how long a native call may take, in milliseconds. */
  public long getCallTimeoutMs() {
    return callTimeoutMs;
  }

  /** Sets how long a native call may take, in milliseconds. */
  public ComOptions setCallTimeoutMs(long value) {
    this.callTimeoutMs = value;
    return this;
  }
}
