package io.github.vertxwpd.doctor;

import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.ConnectorProvider;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.PairedDevice;
import io.github.vertxwpd.connector.ProviderUnavailableException;
import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.connector.wpd.WindowsSystem;
import io.github.vertxwpd.connector.wpd.WindowsSystem.NativeThread;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Measures on which thread, in which apartment and when Windows calls back, which is not
 * documented. Nobody's device is touched for it but the one that was named: it is disconnected and
 * connected, or the other way round where it is not connected.
 *
 * @param devices where they come from
 * @param windows tells threads apart
 * @param probed the device's id or PnP id; empty where nobody named one
 * @param nanoTime a clock that only goes forward
 */
record CallbackCheck(
    ConnectorProvider devices,
    WindowsSystem windows,
    Optional<String> probed,
    LongSupplier nanoTime)
    implements Check {
  /** How long Windows may take for one request. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String NAME = "callback";
  private static final long NANOS_PER_MS = 1_000_000;

  private record Call(NativeThread thread, boolean inline, Hresult status, long nanos) {}

  @Override
  public String name() {
    return NAME;
  }

  /** Two requests, and what is around them. */
  @Override
  public Duration limit() {
    return PATIENCE.multipliedBy(2).plus(LIMIT);
  }

  @Override
  public List<Finding> run() throws InterruptedException {
    if (probed.isEmpty()) {
      return List.of(
          Finding.skip(
              NAME,
              "not measured: --probe-callback <device> does, and disconnects and connects that"
                  + " device"));
    }
    try (Connector connector = devices.open(() -> {})) {
      Optional<PairedDevice> device =
          connector.pairedDevices().stream().filter(this::isProbed).findFirst();
      return device.isPresent() ? probe(connector, device.get()) : List.of(notPaired());
    } catch (ProviderUnavailableException e) {
      return List.of(failed(e.problem().detail()));
    } catch (NativeCallException e) {
      return List.of(failed(e.getMessage()));
    }
  }

  private boolean isProbed(PairedDevice device) {
    String wanted = probed.orElseThrow();
    return device.pnpId().equalsIgnoreCase(wanted)
        || DeviceId.of(device.pnpId()).value().equals(wanted)
        || DeviceId.hashed(device.pnpId()).value().equals(wanted);
  }

  private Finding notPaired() {
    return Finding.error(
        NAME,
        "no paired device is called " + probed.orElseThrow(),
        "name one as `vertx-wpd devices` lists them");
  }

  private static Finding failed(String why) {
    return Finding.error(
        NAME, "it cannot be measured: " + why, "look at what `enumerate` found, and at its fix");
  }

  /** The second request brings the link back to where it was. */
  private List<Finding> probe(Connector connector, PairedDevice device)
      throws NativeCallException, InterruptedException {
    boolean connected = device.link() == LinkState.CONNECTED;
    List<Finding> findings = new ArrayList<>();
    findings.add(measure(connector, device, connected ? Verb.DISCONNECT : Verb.CONNECT));
    if (findings.get(0).status() != Status.ERROR) {
      findings.add(measure(connector, device, connected ? Verb.CONNECT : Verb.DISCONNECT));
    }
    return List.copyOf(findings);
  }

  private Finding measure(Connector connector, PairedDevice device, Verb verb)
      throws NativeCallException, InterruptedException {
    CompletableFuture<Call> called = new CompletableFuture<>();
    Thread owner = Thread.currentThread();
    long start = nanoTime.getAsLong();
    Submission submission =
        connector.submit(
            verb,
            device.pnpId(),
            completion ->
                called.complete(
                    new Call(
                        windows.currentThread(),
                        Thread.currentThread() == owner,
                        completion.status(),
                        nanoTime.getAsLong())));
    long returned = nanoTime.getAsLong();
    if (!(submission instanceof Submission.Queued queued)) {
      return notQueued(verb, submission);
    }
    try {
      Call call = called.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return describe(verb, call, start, returned);
    } catch (TimeoutException | ExecutionException e) {
      queued.request().cancel();
      return Finding.error(
          NAME,
          verb.wireName() + ": Windows did not call back in " + PATIENCE.toSeconds() + " s",
          "see whether the device is in range and on; `vertx-wpd "
              + verb.wireName()
              + "` tries again");
    } finally {
      queued.request().release();
    }
  }

  private static Finding notQueued(Verb verb, Submission submission) {
    String why =
        submission instanceof Submission.Refused refused
            ? refused.call() + " returned " + refused.status()
            : "the device has been moved, or unpaired, meanwhile";
    return Finding.error(
        NAME,
        verb.wireName() + ": " + why,
        "stop who else moves the device, then run doctor again");
  }

  private static Finding describe(Verb verb, Call call, long start, long returned) {
    long afterMs = (call.nanos() - start) / NANOS_PER_MS;
    boolean before = call.nanos() - returned < 0;
    String message =
        "%s: OnComplete came with %s after %d ms, %s the call had returned, on %s %d, apartment: %s"
            .formatted(
                verb.wireName(),
                call.status(),
                afterMs,
                before ? "before" : "after",
                call.inline() ? "the calling thread" : "another thread,",
                call.thread().id(),
                call.thread().apartment());
    Finding finding =
        call.status().succeeded()
            ? Finding.ok(NAME, message)
            : Finding.warn(
                NAME, message, "see whether the device is in range and on: the request has failed");
    return finding
        .with("verb", verb.wireName())
        .with("hresult", call.status().hex())
        .with("afterMs", afterMs)
        .with("beforeReturn", before)
        .with("callingThread", call.inline())
        .with("thread", call.thread().id())
        .with("apartment", call.thread().apartment());
  }
}
