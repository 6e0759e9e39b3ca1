package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.DeviceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which id each PnP id was given, and which ids a client's reference may mean; found at once,
 * however many devices there are. Confined to the gateway's event loop.
 */
final class DeviceIds {
  /** Kept after the device is gone, because ids are immutable. */
  private final Map<String, DeviceId> byPnpId = new HashMap<>();

  private final Set<DeviceId> given = new HashSet<>();
  private final Map<String, DeviceId> byAlias = new HashMap<>();

  /**
   * Makes ids of no device.
   *
   * @param aliases second names, by the devices' ids
   */
  DeviceIds(Map<String, String> aliases) {
    rename(aliases);
  }

  /** Takes other aliases, all of them, by the devices' ids. */
  void rename(Map<String, String> aliases) {
    byAlias.clear();
    aliases.forEach((id, alias) -> byAlias.put(alias, new DeviceId(id)));
  }

  /** Remembers what an earlier process gave. */
  void remember(String pnpId, DeviceId id) {
    byPnpId.put(key(pnpId), id);
    given.add(id);
  }

  /**
   * Returns the id of a PnP id, which it has from now on. Two connectors of one Bluetooth address
   * are two devices: the second is known by its PnP id's hash.
   */
  DeviceId of(String pnpId) {
    return byPnpId.computeIfAbsent(
        key(pnpId),
        upper -> {
          DeviceId natural = DeviceId.of(pnpId);
          if (given.add(natural)) {
            return natural;
          }
          DeviceId hashed = DeviceId.hashed(pnpId);
          given.add(hashed);
          return hashed;
        });
  }

  /**
   * Returns the ids that a reference, an id, a PnP id or an alias, may mean, the likeliest first.
   */
  Stream<DeviceId> meantBy(String reference) {
    return Stream.concat(
        Stream.of(new DeviceId(reference)),
        Stream.of(byPnpId.get(key(reference)), byAlias.get(reference))
            .flatMap(found -> Optional.ofNullable(found).stream()));
  }

  private static String key(String pnpId) {
    return pnpId.toUpperCase(Locale.ROOT);
  }
}
