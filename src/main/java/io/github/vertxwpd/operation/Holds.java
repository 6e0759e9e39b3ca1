package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.stream.EventStream;
import io.github.vertxwpd.stream.JournalEntry;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which devices are kept disconnected, as requests begin and end it: in the journal, in what is
 * shown, and in what is done about it. Confined to the gateway's event loop.
 */
final class Holds {
  private final DeviceTable devices;
  private final TimeSource time;
  private final HoldKeeper keeper;
  private final DeviceAnnouncer announcer;

  /**
   * Makes holds of nothing.
   *
   * @param disconnect starts a round
   */
  Holds(DeviceTable devices, EventStream stream, TimeSource time, Consumer<DeviceId> disconnect) {
    this.devices = devices;
    this.time = time;
    this.keeper = new HoldKeeper(time, disconnect);
    this.announcer = new DeviceAnnouncer(stream, keeper::seen);
  }

  /** Takes what happened to a device to the stream, and looks whether a round is due. */
  void announce(EventBody event) {
    announcer.announce(event);
  }

  /** Goes on with a hold that an earlier process began. */
  void resume(DeviceId device) {
    keeper.begin(device);
    lookAgain(device);
  }

  /**
   * Returns what must be on disk together with a request's acceptance, whether the device is held
   * now or not: what changes that may be on its way to the disk.
   */
  Optional<JournalEntry> entry(OperationRequest request, DeviceId device) {
    return request.verb() == Verb.CONNECT
        ? Optional.of(new JournalEntry.HoldEnded(device))
        : entryOfJoining(request, device);
  }

  /**
   * Returns what must be on disk for a request that joins: a connect that is joined ends the hold
   * itself.
   */
  Optional<JournalEntry> entryOfJoining(OperationRequest request, DeviceId device) {
    return request.hold()
        ? Optional.of(new JournalEntry.Hold(device, time.now()))
        : Optional.empty();
  }

  /** Begins or ends a hold as an accepted request wants it. */
  void apply(OperationRequest request, DeviceId device) {
    if (request.verb() == Verb.CONNECT) {
      keeper.end(device);
      devices.setHold(device, false).ifPresent(this::announce);
    } else {
      applyJoining(request, device);
    }
  }

  /** Begins a hold as a request that joined wants it. */
  void applyJoining(OperationRequest request, DeviceId device) {
    if (request.hold()) {
      keeper.begin(device);
      devices.setHold(device, true).ifPresent(this::announce);
    }
  }

  /** Notes that a round is over. */
  void roundEnded(DeviceId device) {
    keeper.roundEnded(device);
  }

  /** Looks whether a round is due. */
  void lookAgain(DeviceId id) {
    Optional<Device> device = devices.find(id.value());
    device.ifPresent(keeper::seen);
  }

  void stop() {
    keeper.stop();
  }
}
