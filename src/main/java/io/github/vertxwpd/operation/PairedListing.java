package io.github.vertxwpd.operation;

import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.PairedDevice;
import io.github.vertxwpd.model.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What a look around brought.
 *
 * @param devices all paired devices
 * @param obstacle why they can hardly be reached; empty where nothing is known to be in the way
 */
record PairedListing(List<PairedDevice> devices, Optional<Problem> obstacle) {
  PairedListing {
    devices = List.copyOf(devices);
  }

  /** Looks. Called on the apartment's thread. */
  static PairedListing of(Connector connector) throws NativeCallException {
    return new PairedListing(connector.pairedDevices(), connector.obstacle());
  }
}
