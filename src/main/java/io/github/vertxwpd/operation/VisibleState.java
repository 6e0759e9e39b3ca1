package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.EventBody.DeviceEvent;
import io.github.vertxwpd.model.EventBody.DeviceRemoved;
import io.github.vertxwpd.model.EventBody.OperationAccepted;
import io.github.vertxwpd.model.EventBody.OperationCompleted;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What the events that can be seen add up to. What the gateway knows already, but has not on disk
 * yet, is not in here: a snapshot must not be ahead of the position it names. Confined to the
 * gateway's event loop.
 */
final class VisibleState {
  private final BooleanSupplier journalInTrouble;
  private final Map<DeviceId, Device> devices = new LinkedHashMap<>();
  private final Set<String> operations = new LinkedHashSet<>();

  /**
   * Makes a state without devices and operations.
   *
   * @param journalInTrouble whether nothing can be written: then no event comes, but observation
   *     goes on, and is shown
   */
  VisibleState(BooleanSupplier journalInTrouble) {
    this.journalInTrouble = journalInTrouble;
  }

  /** Takes an event that can be seen from now on. */
  void apply(EventBody event) {
    if (event instanceof DeviceRemoved removed) {
      devices.remove(removed.subject().id());
    } else if (event instanceof DeviceEvent about) {
      devices.put(about.subject().id(), about.subject());
    } else if (event instanceof OperationAccepted accepted) {
      operations.add(accepted.operation().id());
    } else if (event instanceof OperationCompleted completed) {
      operations.remove(completed.operation().id());
    }
  }

  /**
   * Returns devices, each with the time of its last observation.
   *
   * @param table what is known now; where it says the same, its time is the newer one
   * @param wanted which devices; whatever the time of their observation
   */
  List<Device> devices(DeviceTable table, Predicate<Device> wanted) {
    if (journalInTrouble.getAsBoolean()) {
      return table.all().stream().filter(wanted).toList();
    }
    return devices.values().stream()
        .filter(wanted)
        .map(device -> observedLast(device, table))
        .toList();
  }

  /** Returns the ids of the operations that have not ended, in the order of their acceptance. */
  List<String> operations() {
    return List.copyOf(operations);
  }

  private static Device observedLast(Device device, DeviceTable table) {
    return table
        .find(device.id().value())
        .filter(now -> now.withLink(now.link(), device.observedAt()).equals(device))
        .orElse(device);
  }
}
