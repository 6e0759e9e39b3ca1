package io.github.vertxwpd.bench;

import io.github.vertxwpd.connector.ChangeListener;
import io.github.vertxwpd.connector.CompletionListener;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.ConnectorProvider;
import io.github.vertxwpd.connector.LinkObservation;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.PairedDevice;
import io.github.vertxwpd.connector.ProviderUnavailableException;
import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.Verb;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A provider that notes when each device's last completion came from another provider. */
final class FanoutStamps implements ConnectorProvider {
  private final ConnectorProvider provider;
  private final Map<String, Long> completedNanos = new ConcurrentHashMap<>();

  FanoutStamps(ConnectorProvider provider) {
    this.provider = provider;
  }

  /** Returns the {@link System#nanoTime} of a device's last completion. For any thread. */
  long completedNanos(String device) {
    return completedNanos.get(device);
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public Connector open(ChangeListener changes) throws ProviderUnavailableException {
    Connector connector = provider.open(changes);
    return new Connector() {
      @Override
      public List<PairedDevice> pairedDevices() throws NativeCallException {
        return connector.pairedDevices();
      }

      @Override
      public LinkObservation observe(String pnpId) throws NativeCallException {
        return connector.observe(pnpId);
      }

      @Override
      public Submission submit(Verb verb, String pnpId, CompletionListener listener)
          throws NativeCallException {
        String device = DeviceId.of(pnpId).value();
        return connector.submit(
            verb,
            pnpId,
            completion -> {
              completedNanos.put(device, System.nanoTime());
              listener.completed(completion);
            });
      }

      @Override
      public void close() {
        connector.close();
      }
    };
  }
}
