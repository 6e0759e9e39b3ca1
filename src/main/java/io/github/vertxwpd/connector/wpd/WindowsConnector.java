package io.github.vertxwpd.connector.wpd;

import io.github.vertxwpd.connector.CompletionListener;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.LinkObservation;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.PairedDevice;
import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The devices of an apartment that was entered and probed. */
final class WindowsConnector implements Connector {
  private final Apartment apartment;
  private final ChangeNotification notification;
  private final WpdDeviceList wpdDevices;
  private final Supplier<WindowsSystem.Radios> radios;
  private final FailureLog failures;
  private final Set<WindowsRequest> requests = new HashSet<>();
  private boolean closed;

  WindowsConnector(
      Apartment apartment,
      ChangeNotification notification,
      WpdDeviceList wpdDevices,
      Supplier<WindowsSystem.Radios> radios) {
    this.radios = radios;
    this.apartment = apartment;
    this.notification = notification;
    this.wpdDevices = wpdDevices;
    this.failures = new FailureLog(apartment);
  }

  @Override
  public List<PairedDevice> pairedDevices() throws NativeCallException {
    apartment.check();
    try (PairedConnectors connectors = PairedConnectors.enumerate(apartment)) {
      List<DevicePath> entries = wpdDevices.current().orElse(List.of());
      Map<String, PairedDevice> devices = new LinkedHashMap<>();
      for (PortableDeviceConnector connector : connectors.all()) {
        try {
          String pnpId = connector.pnpId();
          devices.computeIfAbsent(
              pnpId.toUpperCase(Locale.ROOT), id -> describe(connector, pnpId, entries));
        } catch (NativeCallException e) {
          failures.report("A paired device that does not tell its id is left out", e);
        }
      }
      return List.copyOf(devices.values());
    }
  }

  /** A system that does not tell of its radios may have one. */
  @Override
  public Optional<Problem> obstacle() {
    apartment.check();
    WindowsSystem.Radios found = radios.get();
    return found.failure().isPresent() || !found.names().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    ProblemCode.RADIO_UNAVAILABLE,
                    "there is no Bluetooth radio, or it is switched off")
                .withHint(
                    "switch it on (Settings, Bluetooth & devices; airplane mode is off), or plug"
                        + " one in"));
  }

  private PairedDevice describe(
      PortableDeviceConnector connector, String pnpId, List<DevicePath> entries) {
    Optional<DevicePath> entry = wpdDevices.entry(new DevicePath(pnpId), entries);
    return new PairedDevice(
        pnpId,
        linkOrUnknown(connector, pnpId),
        entry
            .flatMap(wpdDevices::friendlyName)
            .or(() -> text(connector, PropertyKey.FRIENDLY_NAME)),
        entry.flatMap(wpdDevices::manufacturer).or(() -> text(connector, PropertyKey.MANUFACTURER)),
        entry.flatMap(wpdDevices::description).or(() -> text(connector, PropertyKey.DESCRIPTION)));
  }

  private LinkState linkOrUnknown(PortableDeviceConnector connector, String pnpId) {
    try {
      return connector.link();
    } catch (NativeCallException e) {
      failures.report("The link of " + pnpId + " cannot be read", e);
      return LinkState.UNKNOWN;
    }
  }

  private Optional<String> text(PortableDeviceConnector connector, PropertyKey key) {
    try {
      return connector.text(key);
    } catch (NativeCallException e) {
      failures.report("A name of a paired device cannot be read", e);
      return Optional.empty();
    }
  }

  @Override
  public LinkObservation observe(String pnpId) throws NativeCallException {
    apartment.check();
    try (PairedConnectors connectors = PairedConnectors.enumerate(apartment)) {
      Optional<PortableDeviceConnector> connector = connectors.find(pnpId);
      if (connector.isEmpty()) {
        return new LinkObservation(LinkState.UNKNOWN, Optional.empty());
      }
      return new LinkObservation(
          connector.get().link(), wpdDevices.enumerated(new DevicePath(pnpId)));
    }
  }

  @Override
  public Submission submit(Verb verb, String pnpId, CompletionListener listener)
      throws NativeCallException {
    apartment.check();
    try (PairedConnectors connectors = PairedConnectors.enumerate(apartment)) {
      Optional<PortableDeviceConnector> found = connectors.find(pnpId);
      if (found.isEmpty()) {
        return new Submission.NotPaired();
      }
      PortableDeviceConnector connector = found.get();
      LinkState before = linkOrUnknown(connector, pnpId);
      if (before == verb.goal()) {
        return new Submission.AlreadyThere();
      }
      return queue(verb, connectors, connector, before, listener);
    }
  }

  private Submission queue(
      Verb verb,
      PairedConnectors connectors,
      PortableDeviceConnector connector,
      LinkState before,
      CompletionListener listener) {
    ConnectionRequestCallback callback = ConnectionRequestCallback.create(listener);
    Hresult status = Hresult.E_FAIL;
    try {
      status =
          switch (verb) {
            case CONNECT -> connector.connect(callback);
            case DISCONNECT -> connector.disconnect(callback);
          };
    } finally {
      if (status.succeeded()) {
        callback.queued();
      } else {
        callback.refused();
      }
    }
    if (!status.succeeded()) {
      String method = verb == Verb.CONNECT ? "Connect" : "Disconnect";
      return new Submission.Refused(connector.name(method), status, before);
    }
    connectors.handOver(connector);
    WindowsRequest request = new WindowsRequest(apartment, connector, callback, requests::remove);
    requests.add(request);
    return new Submission.Queued(request, status, before);
  }

  @Override
  public void close() {
    apartment.checkThread();
    if (closed) {
      return;
    }
    closed = true;
    try (apartment;
        wpdDevices;
        notification) {
      List.copyOf(requests).forEach(WindowsRequest::release);
    }
  }
}
