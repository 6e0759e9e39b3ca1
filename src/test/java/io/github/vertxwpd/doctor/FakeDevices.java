package io.github.vertxwpd.doctor;

import io.github.vertxwpd.connector.ChangeListener;
import io.github.vertxwpd.connector.CompletionListener;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.ConnectorProvider;
import io.github.vertxwpd.connector.LinkObservation;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.PairedDevice;
import io.github.vertxwpd.connector.ProviderUnavailableException;
import io.github.vertxwpd.connector.Request;
import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Paired devices that a test lists, and what becomes of a request. */
final class FakeDevices implements ConnectorProvider, Connector {
  final List<PairedDevice> paired = new ArrayList<>();
  final List<Verb> submitted = new ArrayList<>();
  Optional<Problem> unavailable = Optional.empty();
  Optional<Hresult> listing = Optional.empty();
  Function<CompletionListener, Submission> onSubmit = listener -> queued();
  int opened;
  int closed;
  int released;

  void pair(String pnpId, LinkState link) {
    paired.add(new PairedDevice(pnpId, link, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  Submission queued() {
    return new Submission.Queued(
        new Request() {
          @Override
          public Hresult cancel() {
            return Hresult.S_OK;
          }

          @Override
          public void release() {
            released++;
          }
        },
        Hresult.S_OK,
        LinkState.UNKNOWN);
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Connector open(ChangeListener changes) throws ProviderUnavailableException {
    if (unavailable.isPresent()) {
      throw new ProviderUnavailableException(unavailable.get());
    }
    opened++;
    return this;
  }

  @Override
  public List<PairedDevice> pairedDevices() throws NativeCallException {
    if (listing.isPresent()) {
      throw new NativeCallException("IEnumPortableDeviceConnectors::Next", listing.get());
    }
    return paired;
  }

  @Override
  public LinkObservation observe(String pnpId) {
    return new LinkObservation(LinkState.UNKNOWN, Optional.empty());
  }

  @Override
  public Submission submit(Verb verb, String pnpId, CompletionListener listener) {
    submitted.add(verb);
    return onSubmit.apply(listener);
  }

  @Override
  public void close() {
    closed++;
  }
}
