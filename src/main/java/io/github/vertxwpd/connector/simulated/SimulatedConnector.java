package io.github.vertxwpd.connector.simulated;

import io.github.vertxwpd.connector.ChangeListener;
import io.github.vertxwpd.connector.CompletionListener;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.LinkObservation;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.PairedDevice;
import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.connector.simulated.Fault.Hang;
import io.github.vertxwpd.connector.simulated.Fault.Refuse;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Verb;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The open simulator. Used on one thread, except for {@link #close}, which also another one may
 * call to free a call that hangs.
 */
final class SimulatedConnector implements Connector {
  private final Map<String, SimulatedDevice> devices;
  private final Scheduler scheduler;
  private final long latencyMs;
  private final ChangeListener changes;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  /**
   * Opens the simulator.
   *
   * @param devices the devices in the order of their numbers, by {@link #key}
   * @param scheduler the time, and the thread of completions; stopped by {@link #close}
   * @param latencyMs how long a request takes, in milliseconds
   * @param changes told, on the scheduler's thread, when a device changes by itself
   */
  SimulatedConnector(
      Map<String, SimulatedDevice> devices,
      Scheduler scheduler,
      long latencyMs,
      ChangeListener changes) {
    this.devices = devices;
    this.scheduler = scheduler;
    this.latencyMs = latencyMs;
    this.changes = changes;
  }

  /** Returns what a PnP id is looked up by: its case does not matter. */
  static String key(String pnpId) {
    return pnpId.toUpperCase(Locale.ROOT);
  }

  @Override
  public List<PairedDevice> pairedDevices() throws NativeCallException {
    requireOpen("IEnumPortableDeviceConnectors::Next");
    long nowMs = scheduler.nowMs();
    return devices.values().stream().flatMap(device -> device.listed(nowMs).stream()).toList();
  }

  @Override
  public LinkObservation observe(String pnpId) throws NativeCallException {
    requireOpen("IPortableDeviceConnector::GetProperty");
    LinkState link = link(pnpId).orElse(LinkState.UNKNOWN);
    return new LinkObservation(link, Optional.of(link == LinkState.CONNECTED));
  }

  @Override
  public Submission submit(Verb verb, String pnpId, CompletionListener listener)
      throws NativeCallException {
    String call = call(verb);
    requireOpen(call);
    Optional<LinkState> before = link(pnpId);
    if (before.isEmpty()) {
      return new Submission.NotPaired();
    }
    if (before.get() == verb.goal()) {
      return new Submission.AlreadyThere();
    }
    SimulatedDevice device = devices.get(key(pnpId));
    Optional<Hresult> refusal = refusal(device.fault().orElse(null));
    if (refusal.isPresent()) {
      return new Submission.Refused(call, refusal.get(), before.get());
    }
    SimulatedRequest request =
        new SimulatedRequest(device, verb, listener, changes, scheduler, latencyMs);
    request.begin();
    return new Submission.Queued(request, Hresult.S_OK, before.get());
  }

  private static String call(Verb verb) {
    return switch (verb) {
      case CONNECT -> "IPortableDeviceConnector::Connect";
      case DISCONNECT -> "IPortableDeviceConnector::Disconnect";
    };
  }

  private Optional<LinkState> link(String pnpId) {
    return Optional.ofNullable(devices.get(key(pnpId)))
        .flatMap(device -> device.link(scheduler.nowMs()));
  }

  /** Makes the native call fail or hang where the fault says so. */
  private Optional<Hresult> refusal(Fault fault) {
    if (fault instanceof Refuse refuse) {
      return Optional.of(refuse.status());
    }
    if (fault instanceof Hang hang) {
      hang(hang);
      return closed.isDone() ? Optional.of(Hresult.ERROR_OPERATION_ABORTED) : Optional.empty();
    }
    return Optional.empty();
  }

  /** Joins rather than waits: an interrupt does not end a native call either. */
  private void hang(Hang hang) {
    CompletableFuture<Void> elapsed = new CompletableFuture<>();
    hang.forMs().ifPresent(ms -> scheduler.after(ms, () -> elapsed.complete(null)));
    CompletableFuture.anyOf(closed, elapsed).join();
  }

  private void requireOpen(String call) throws NativeCallException {
    if (closed.isDone()) {
      throw new NativeCallException(call, Hresult.CO_E_NOTINITIALIZED);
    }
  }

  @Override
  public void close() {
    scheduler.stop();
    closed.complete(null);
  }
}
