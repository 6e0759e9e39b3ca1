package io.github.vertxwpd.operation;

import io.github.vertxwpd.connector.PairedDevice;
import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.EventBody.DeviceAdded;
import io.github.vertxwpd.model.EventBody.DeviceChanged;
import io.github.vertxwpd.model.EventBody.DeviceRemoved;
import io.github.vertxwpd.model.Freshness;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationEnd;
import io.github.vertxwpd.stream.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The devices of this gateway as they were last seen. Each change is returned as the event that
 * tells of it. Confined to the gateway's event loop.
 */
final class DeviceTable {
  private final String gateway;
  private final Map<DeviceId, Device> devices = new LinkedHashMap<>();
  private final Attribution attribution = new Attribution();

  private final DeviceIds ids;

  /** What devices were called when they were last seen. */
  private final Map<DeviceId, JournalEntry.SeenDevice> remembered = new HashMap<>();

  private final Set<DeviceId> held = new HashSet<>();
  private Map<String, String> aliases;

  DeviceTable(String gateway) {
    this(gateway, Map.of());
  }

  /**
   * Makes a table without devices.
   *
   * @param gateway the gateway's id
   * @param aliases second names, by the devices' ids
   */
  DeviceTable(String gateway, Map<String, String> aliases) {
    this.gateway = gateway;
    this.aliases = Map.copyOf(aliases);
    this.ids = new DeviceIds(aliases);
  }

  /** Remembers what an earlier process knew of devices. */
  void remember(List<JournalEntry.SeenDevice> seen, List<JournalEntry.Hold> holds) {
    for (JournalEntry.SeenDevice device : seen) {
      ids.remember(device.pnpId(), device.device());
      remembered.put(device.device(), device);
    }
    holds.forEach(hold -> held.add(hold.device()));
  }

  /** Returns whether a client's reference, an id, a PnP id or an alias, names a device. */
  static boolean refersTo(String reference, Device device) {
    return device.id().value().equals(reference)
        || device.pnpId().equalsIgnoreCase(reference)
        || device.alias().map(reference::equals).orElse(false);
  }

  List<Device> all() {
    return List.copyOf(devices.values());
  }

  int size() {
    return devices.size();
  }

  Optional<Device> find(String reference) {
    return ids.meantBy(reference)
        .flatMap(id -> Optional.ofNullable(devices.get(id)).stream())
        .findFirst();
  }

  /** Returns the id that a client's reference means, whether the device is there now or not. */
  DeviceId referredTo(String reference) {
    return find(reference)
        .map(Device::id)
        .orElseGet(
            () ->
                reference.startsWith("bt-") || reference.startsWith("pnp-")
                    ? new DeviceId(reference)
                    : DeviceId.of(reference));
  }

  /**
   * Takes in a fresh listing. The link of a device with a running operation stays as the operation
   * shows it.
   *
   * @param listing all paired devices
   * @param at when they were listed
   * @param cause why anything that changed did, unless an operation of this gateway did it
   */
  List<EventBody> update(List<PairedDevice> listing, Instant at, Cause cause) {
    List<EventBody> changes = new ArrayList<>();
    Set<DeviceId> seen = new HashSet<>();
    for (PairedDevice paired : listing) {
      DeviceId id = ids.of(paired.pnpId());
      if (seen.add(id)) {
        merge(id, paired, at, cause).ifPresent(changes::add);
      }
    }
    for (Device known : all()) {
      if (!seen.contains(known.id())) {
        devices.remove(known.id());
        attribution.forget(known.id());
        changes.add(new DeviceRemoved(known.withLink(LinkState.UNKNOWN, at), cause));
      }
    }
    return changes;
  }

  /** Shows that an operation runs on a device's link. */
  Optional<EventBody> begin(Operation operation, Instant at) {
    Device before = devices.get(operation.device());
    if (before == null) {
      return Optional.empty();
    }
    LinkState transition = operation.verb().transition();
    attribution.begin(before.id(), transition);
    Device after = before.withLink(transition, at).withOperation(Optional.of(operation.id()));
    return replace(before, after, operation.cause());
  }

  /**
   * Shows a device's link as it was read at an operation's end; what could not be read stays, if it
   * was a reading. Where the operation ended before it began, somebody else brought the link there.
   */
  Optional<EventBody> end(Operation operation, OperationEnd end) {
    Device before = devices.get(operation.device());
    boolean nothingToSay =
        before == null || (end.after() == LinkState.UNKNOWN && before.operation().isEmpty());
    if (nothingToSay) {
      return Optional.empty();
    }
    Instant at = end.endedAt();
    Device after = before.withLink(end.after(), at).withOperation(Optional.empty());
    Cause cause =
        attribution.end(before.id(), at)
            ? operation.cause()
            : attribution.of(before, after, at, Cause.EXTERNAL);
    return replace(before, after, cause);
  }

  /** Shows whether a device is kept disconnected. */
  Optional<EventBody> setHold(DeviceId id, boolean hold) {
    if (hold) {
      held.add(id);
    } else {
      held.remove(id);
    }
    Device before = devices.get(id);
    return before == null
        ? Optional.empty()
        : replace(before, before.withHold(hold), Cause.COMMAND);
  }

  /**
   * Gives devices other aliases.
   *
   * @param others all of them, by the devices' ids; a device that is not in here has none
   */
  List<EventBody> rename(Map<String, String> others) {
    aliases = Map.copyOf(others);
    ids.rename(aliases);
    return all().stream().flatMap(device -> rename(device).stream()).toList();
  }

  private Optional<EventBody> rename(Device device) {
    return replace(device, device.withAlias(aliasOf(device.id())), Cause.EXTERNAL);
  }

  private Optional<String> aliasOf(DeviceId id) {
    return Optional.ofNullable(aliases.get(id.value()));
  }

  private Optional<EventBody> merge(DeviceId id, PairedDevice paired, Instant at, Cause cause) {
    Device before = devices.get(id);
    if (before == null) {
      Device added = describe(id, paired, Optional.empty(), at);
      devices.put(id, added);
      return Optional.of(new DeviceAdded(added, cause));
    }
    Device after = describe(id, paired, Optional.of(before), at);
    return replace(before, after, attribution.of(before, after, at, cause));
  }

  private Optional<EventBody> replace(Device before, Device after, Cause cause) {
    devices.put(after.id(), after);
    boolean same = after.withLink(after.link(), before.observedAt()).equals(before);
    return same ? Optional.empty() : Optional.of(new DeviceChanged(after, before.link(), cause));
  }

  /**
   * What WPD says of a device it says only while the device is connected: what it said last is
   * remembered.
   */
  private Device describe(DeviceId id, PairedDevice paired, Optional<Device> before, Instant at) {
    Optional<JournalEntry.SeenDevice> known = Optional.ofNullable(remembered.get(id));
    JournalEntry.SeenDevice now =
        new JournalEntry.SeenDevice(
            paired.pnpId(),
            id,
            paired.name().or(() -> known.flatMap(JournalEntry.SeenDevice::name)),
            paired.manufacturer().or(() -> known.flatMap(JournalEntry.SeenDevice::manufacturer)),
            paired.description().or(() -> known.flatMap(JournalEntry.SeenDevice::description)));
    remembered.put(id, now);
    Optional<String> operation = before.flatMap(Device::operation);
    return new Device(
        id,
        gateway,
        now.name().or(now::description).orElse(id.value()),
        aliasOf(id),
        now.manufacturer(),
        now.description(),
        paired.pnpId(),
        operation.isPresent() ? before.map(Device::link).orElse(paired.link()) : paired.link(),
        Freshness.LIVE,
        at,
        held.contains(id),
        operation);
  }
}
