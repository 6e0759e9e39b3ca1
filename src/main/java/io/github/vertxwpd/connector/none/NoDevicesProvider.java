package io.github.vertxwpd.connector.none;

import io.github.vertxwpd.connector.ChangeListener;
import io.github.vertxwpd.connector.CompletionListener;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.ConnectorProvider;
import io.github.vertxwpd.connector.LinkObservation;
import io.github.vertxwpd.connector.PairedDevice;
import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Verb;
import java.util.List;
import java.util.Optional;

/** Where there are no devices, and never will be. */
public final class NoDevicesProvider implements ConnectorProvider {
  /** The name in configuration and in {@code gateway.provider}: {@value}. */
  public static final String NAME = "none";

  /** Makes the provider. */
  public NoDevicesProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Connector open(ChangeListener changes) {
    return new NoDevices();
  }

  private static final class NoDevices implements Connector {
    @Override
    public List<PairedDevice> pairedDevices() {
      return List.of();
    }

    @Override
    public LinkObservation observe(String pnpId) {
      return new LinkObservation(LinkState.UNKNOWN, Optional.empty());
    }

    @Override
    public Submission submit(Verb verb, String pnpId, CompletionListener listener) {
      return new Submission.NotPaired();
    }

    @Override
    public void close() {
      // Nothing was opened.
    }
  }
}
