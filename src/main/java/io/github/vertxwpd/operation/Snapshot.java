package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.StreamPosition;
import java.util.List;

/**
 * Everything at one moment: the events after {@code position} are what changed since.
 *
 * @param devices all devices
 * @param operations the operations that have not ended
 * @param gateways all gateways
 * @param position the stream's position at that moment
 */
public record Snapshot(
    List<Device> devices,
    List<Operation> operations,
    List<Gateway> gateways,
    StreamPosition position) {
  public Snapshot {
    devices = List.copyOf(devices);
    operations = List.copyOf(operations);
    gateways = List.copyOf(gateways);
  }
}
