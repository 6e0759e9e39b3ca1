package io.github.vertxwpd.bench;

import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.Freshness;
import io.github.vertxwpd.model.LinkState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Devices whose links change one after the other, each event as long as the product makes it. */
final class FanoutDevices {
  private final Device[] devices;
  private int next;

  /**
   * Makes connected devices.
   *
   * @param gateway the id of their gateway
   * @param count how many
   */
  FanoutDevices(String gateway, int count) {
    devices = IntStream.range(0, count).mapToObj(i -> device(gateway, i)).toArray(Device[]::new);
  }

  private static Device device(String gateway, int number) {
    String pnpId =
        String.format(
            Locale.ROOT,
            "\\\\?\\BTHENUM#{9518e5ca-f6af-464b-9907-a97433641968}_LOCALMFG&000f#7&1a2b3c4d&0&"
                + "A0B1C2%06X_C00000000#{6ac27878-a6fa-4155-ba85-f98f491d4f33}",
            number);
    return new Device(
        DeviceId.of(pnpId),
        gateway,
        "Canon EOS (" + number + ")",
        Optional.empty(),
        Optional.of("Canon"),
        Optional.of("MTP camera"),
        pnpId,
        LinkState.CONNECTED,
        Freshness.LIVE,
        Instant.now(),
        false,
        Optional.empty());
  }

  /** Changes the next device's link, and returns what is told of it. */
  EventBody change() {
    int changed = next;
    next = (next + 1) % devices.length;
    Device before = devices[changed];
    LinkState link =
        before.link() == LinkState.CONNECTED ? LinkState.DISCONNECTED : LinkState.CONNECTED;
    devices[changed] = before.withLink(link, Instant.now());
    return new EventBody.DeviceChanged(devices[changed], before.link(), Cause.EXTERNAL);
  }

  /** Returns the devices as they are now. */
  List<Device> list() {
    return List.of(devices);
  }
}
