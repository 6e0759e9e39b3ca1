package io.github.vertxwpd;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.core.json.JsonObject;

/** What the simulated provider simulates. */
@DataObject
public class SimulatorOptions {
  /** How many devices are paired: {@value}. */
  public static final int DEFAULT_DEVICES = 8;

  /** How long a connect or disconnect takes, in milliseconds: {@value}. */
  public static final long DEFAULT_LATENCY_MS = 300;

  /** Which device of all that can be simulated is the first: {@value}. */
  public static final int DEFAULT_FIRST_DEVICE = 1;

  private int devices = DEFAULT_DEVICES;
  private int firstDevice = DEFAULT_FIRST_DEVICE;
  private long latencyMs = DEFAULT_LATENCY_MS;
  private JsonObject script = new JsonObject();

  /** Makes options with the defaults. */
  public SimulatorOptions() {}

  /** Copies options. */
  public SimulatorOptions(SimulatorOptions other) {
    this(other.toJson());
  }

  /**
   * Reads options from their JSON form; members that are missing have their defaults.
   *
   * @throws ClassCastException where a member has another type
   */
  public SimulatorOptions(JsonObject json) {
    devices = json.getInteger("devices", devices);
    firstDevice = json.getInteger("firstDevice", firstDevice);
    latencyMs = json.getLong("latencyMs", latencyMs);
    script = json.getJsonObject("script", script).copy();
  }

  /** Returns the JSON form. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("devices", devices)
        .put("firstDevice", firstDevice)
        .put("latencyMs", latencyMs)
        .put("script", script);
  }

  /** Returns how many devices are paired. */
  public int getDevices() {
    return devices;
  }

  /** Sets how many devices are paired. */
  public SimulatorOptions setDevices(int value) {
    this.devices = value;
    return this;
  }

  /** Returns which device of all that can be simulated is the first. */
  public int getFirstDevice() {
    return firstDevice;
  }

  /**
   * Sets which device of all that can be simulated is the first, so that the gateways of a fleet
   * have different ones.
   */
  public SimulatorOptions setFirstDevice(int value) {
    this.firstDevice = value;
    return this;
  }

  /** Returns how long a connect or disconnect takes, in milliseconds. */
  public long getLatencyMs() {
    return latencyMs;
  }

  /** Sets how long a connect or disconnect takes, in milliseconds. */
  public SimulatorOptions setLatencyMs(long value) {
    this.latencyMs = value;
    return this;
  }

  /** Returns the fault script. */
  public JsonObject getScript() {
    return script;
  }

  /**
   * Sets the fault script: which device misbehaves, and how.
   *
   * @param value from a device's number (1 is the first; {@code *} is every other one) to a fault,
   *     such as {@code {"2": "never", "3": "refuse:0x80070005"}}
   */
  public SimulatorOptions setScript(JsonObject value) {
    this.script = value;
    return this;
  }
}
