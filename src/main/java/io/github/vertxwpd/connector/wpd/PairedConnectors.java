package io.github.vertxwpd.connector.wpd;

import io.github.vertxwpd.connector.NativeCallException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connectors of one fresh enumeration, released together. */
final class PairedConnectors implements AutoCloseable {
  /** Far beyond what can be paired with one radio; an enumerator that does not end stops here. */
  static final int MAX_CONNECTORS = 1_024;

  private static final int BATCH_SIZE = 16;

  private static final Logger LOG = LoggerFactory.getLogger(PairedConnectors.class);

  private final List<PortableDeviceConnector> connectors = new ArrayList<>();

  private PairedConnectors() {}

  /**
   * Enumerates all paired devices.
   *
   * @return their connectors, to be closed
   * @throws NativeCallException where the list cannot be made; then everything is released
   */
  static PairedConnectors enumerate(Apartment apartment) throws NativeCallException {
    PairedConnectors all = new PairedConnectors();
    boolean complete = false;
    try (EnumPortableDeviceConnectors enumerator = EnumPortableDeviceConnectors.create(apartment)) {
      all.fetch(enumerator);
      complete = true;
      return all;
    } finally {
      if (!complete) {
        all.close();
      }
    }
  }

  private void fetch(EnumPortableDeviceConnectors enumerator) throws NativeCallException {
    int total = 0;
    while (total < MAX_CONNECTORS) {
      EnumPortableDeviceConnectors.Batch batch = enumerator.next(BATCH_SIZE);
      connectors.addAll(batch.connectors());
      total += batch.fetched();
      if (batch.fetched() == 0) {
        return;
      }
    }
    LOG.warn("Windows lists more than {} paired devices: the rest is not shown", MAX_CONNECTORS);
  }

  /** Returns the connectors that are still this list's. */
  List<PortableDeviceConnector> all() {
    return List.copyOf(connectors);
  }

  /**
   * Finds a device.
   *
   * @param pnpId its id; case does not matter
   * @throws NativeCallException where it was not found, and a connector that does not tell its id
   *     may be it
   */
  Optional<PortableDeviceConnector> find(String pnpId) throws NativeCallException {
    NativeCallException failure = null;
    for (PortableDeviceConnector connector : connectors) {
      try {
        if (connector.pnpId().equalsIgnoreCase(pnpId)) {
          return Optional.of(connector);
        }
      } catch (NativeCallException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return Optional.empty();
  }

  /** Hands one of the connectors over to the caller, who releases it from now on. */
  void handOver(PortableDeviceConnector connector) {
    connectors.remove(connector);
  }

  @Override
  public void close() {
    connectors.forEach(PortableDeviceConnector::close);
    connectors.clear();
  }
}
