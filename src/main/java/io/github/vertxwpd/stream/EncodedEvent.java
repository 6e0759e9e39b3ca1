package io.github.vertxwpd.stream;

import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.model.WpdEvent;
import java.util.Optional;

/**
 * An event with its JSON, written once for everybody, and with what filters ask of it.
 *
 * @param gateway the id of the gateway whose stream it is in
 * @param position its place in that stream
 * @param type its CloudEvents type
 * @param device the device that it is about
 * @param json its CloudEvents structured JSON
 */
public record EncodedEvent(
    String gateway, StreamPosition position, String type, Optional<DeviceId> device, String json) {

  static EncodedEvent of(WpdEvent event) {
    return new EncodedEvent(
        event.gateway(),
        event.position(),
        event.body().type(),
        event.body().device(),
        event.toJson().encode());
  }

  static EncodedEvent of(String gateway, String epoch, JournalEntry.Event event) {
    return new EncodedEvent(
        gateway,
        new StreamPosition(epoch, event.offset()),
        event.type(),
        event.device(),
        event.json());
  }
}
