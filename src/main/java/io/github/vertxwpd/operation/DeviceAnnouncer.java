package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.EventBody.DeviceEvent;
import io.github.vertxwpd.model.EventBody.DeviceRemoved;
import io.github.vertxwpd.stream.EventStream;
import io.github.vertxwpd.stream.JournalEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes what happened to devices to the stream, and to who looks after them. Confined to the
 * gateway's event loop.
 */
final class DeviceAnnouncer {
  private final EventStream stream;
  private final Consumer<Device> watcher;

  /**
   * Makes an announcer.
   *
   * @param watcher shown every device that is new or changed
   */
  DeviceAnnouncer(EventStream stream, Consumer<Device> watcher) {
    this.stream = stream;
    this.watcher = watcher;
  }

  void announce(EventBody event) {
    if (event instanceof DeviceEvent about && !(event instanceof DeviceRemoved)) {
      stream.append(event, List.of(remembered(about.subject())));
      watcher.accept(about.subject());
    } else {
      stream.append(event);
    }
  }

  private static boolean isFallback(String name, Device device) {
    return name.equals(device.id().value()) || device.description().map(name::equals).orElse(false);
  }

  private static JournalEntry remembered(Device device) {
    return new JournalEntry.SeenDevice(
        device.pnpId(),
        device.id(),
        Optional.of(device.name()).filter(name -> !isFallback(name, device)),
        device.manufacturer(),
        device.description());
  }
}
