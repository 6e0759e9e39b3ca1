package io.github.vertxwpd.doctor;

import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.ConnectorProvider;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.PairedDevice;
import io.github.vertxwpd.connector.ProviderUnavailableException;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Problem;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Lists the paired devices as this account, on an apartment of the check's own, as a gateway does;
 * and says of what form the ids are that {@code GetPnPID} gives, which is not documented.
 *
 * @param devices where they come from
 * @param nanoTime a clock that only goes forward
 */
record EnumerationCheck(ConnectorProvider devices, LongSupplier nanoTime) implements Check {
  private static final String NAME = "enumerate";
  private static final String FORM_NAME = "pnp-id";
  private static final long NANOS_PER_MS = 1_000_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String fixWithoutAnswer() {
    return "switch the Bluetooth radio off and on, or restart the service bthserv; if that does not"
        + " help, restart Windows";
  }

  @Override
  public List<Finding> run() {
    long start = nanoTime.getAsLong();
    try (Connector connector = devices.open(() -> {})) {
      List<PairedDevice> paired = connector.pairedDevices();
      long tookMs = (nanoTime.getAsLong() - start) / NANOS_PER_MS;
      return List.of(count(paired, tookMs), form(paired));
    } catch (ProviderUnavailableException e) {
      return List.of(unavailable(e.problem()));
    } catch (NativeCallException e) {
      return List.of(unavailable(e.problem()));
    }
  }

  private static Finding unavailable(Problem problem) {
    Finding finding =
        Finding.error(
            NAME,
            "this account cannot list the paired devices: " + problem.detail(),
            problem
                .hint()
                .orElse("look at wpd, services and radio, and run doctor as another account"));
    return problem.hresult().map(status -> finding.with("hresult", status.hex())).orElse(finding);
  }

  private static Finding count(List<PairedDevice> paired, long tookMs) {
    if (paired.isEmpty()) {
      return Finding.warn(
          NAME,
          "no MTP device is paired over Bluetooth; the list took " + tookMs + " ms",
          "pair one: Settings, Bluetooth & devices, Add device; then allow it to transfer files");
    }
    long connected = paired.stream().filter(d -> d.link() == LinkState.CONNECTED).count();
    return Finding.ok(
            NAME,
            "%d paired, %d connected; the list took %d ms"
                .formatted(paired.size(), connected, tookMs))
        .with("paired", paired.size())
        .with("connected", connected)
        .with("tookMs", tookMs);
  }

  private static Finding form(List<PairedDevice> paired) {
    if (paired.isEmpty()) {
      return Finding.skip(FORM_NAME, "without a paired device GetPnPID gives nothing");
    }
    List<PnpIdForm> forms = paired.stream().map(d -> PnpIdForm.of(d.pnpId())).distinct().toList();
    return Finding.ok(FORM_NAME, "GetPnPID gives " + String.join(", and ", texts(forms)))
        .with("forms", texts(forms));
  }

  private static List<String> texts(List<PnpIdForm> forms) {
    return forms.stream().map(PnpIdForm::toString).toList();
  }
}
