package io.github.vertxwpd.connector.simulated;

import io.github.vertxwpd.SimulatorOptions;
import io.github.vertxwpd.connector.ChangeListener;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.ConnectorProvider;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Simulated devices behind the interface of real ones; what they do, and what can go wrong with
 * them, is in the package's description.
 *
 * <p>The devices live as long as the provider: a connector that is opened after another one was
 * closed, or while a call of it hangs, finds the links as they are. Requests end with their
 * connector: once it is closed, what has not completed never will, and no thread is left.
 *
 * <p>Its connectors may be closed on any thread; a call that hangs then returns.
 */
public final class SimulatedProvider implements ConnectorProvider {
  /** The name in configuration and in {@code gateway.provider}: {@value}. */
  public static final String NAME = "simulated";

  /** How many devices there can be: {@value}. */
  public static final int MAX_DEVICES = 5_000;

  /** The highest number that the first device can have: {@value}. */
  public static final int MAX_FIRST_DEVICE = 1_000_000;

  /** The longest latency, in milliseconds: {@value}. */
  public static final long MAX_LATENCY_MS = FaultParser.MAX_MS;

  private final Map<String, SimulatedDevice> devices;
  private final long latencyMs;
  private final Supplier<Scheduler> schedulers;

  /**
   * Makes the devices.
   *
   * @param options how many, how slow, and what is wrong with them
   * @throws IllegalArgumentException where a number is out of bounds or the fault script is not
   *     valid; the message names the key or the script's entry
   */
  public SimulatedProvider(SimulatorOptions options) {
    this(options, ThreadScheduler::new);
  }

  /**
   * Makes the devices.
   *
   * @param options how many, how slow, and what is wrong with them
   * @param schedulers makes the time of each connector; all must go by one clock
   */
  SimulatedProvider(SimulatorOptions options, Supplier<Scheduler> schedulers) {
    requireWithin("simulated.devices", options.getDevices(), MAX_DEVICES);
    requireWithin("simulated.firstDevice", options.getFirstDevice(), MAX_FIRST_DEVICE);
    requireWithin("simulated.latencyMs", options.getLatencyMs(), MAX_LATENCY_MS);
    this.devices = devices(options);
    this.latencyMs = options.getLatencyMs();
    this.schedulers = schedulers;
  }

  private static void requireWithin(String key, long value, long maximum) {
    if (value < 0 || value > maximum) {
      throw new IllegalArgumentException(
          "%s must be from 0 to %d, not %d".formatted(key, maximum, value));
    }
  }

  private static Map<String, SimulatedDevice> devices(SimulatorOptions options) {
    FaultScript script = FaultScript.parse(options.getScript(), options.getDevices());
    Map<String, SimulatedDevice> devices = new LinkedHashMap<>();
    for (int number = 1; number <= options.getDevices(); number++) {
      SimulatedIdentity identity = SimulatedIdentity.of(options.getFirstDevice() - 1 + number);
      SimulatedDevice device = new SimulatedDevice(number, identity, script.of(number));
      devices.put(SimulatedConnector.key(device.pnpId()), device);
    }
    return Collections.unmodifiableMap(devices);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Connector open(ChangeListener changes) {
    return new SimulatedConnector(devices, schedulers.get(), latencyMs, changes);
  }
}
