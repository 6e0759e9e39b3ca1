package io.github.vertxwpd.stream;

import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.model.WpdEvent;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * An event with its JSON, written once for everybody, and with what filters ask of it.
 *
 * @param gateway the id of the gateway whose event it is
 * @param position its place in the feed that shows it
 * @param type its CloudEvents type
 * @param device the device that it is about
 * @param json its CloudEvents structured JSON
 */
public record EncodedEvent(
    String gateway, StreamPosition position, String type, Optional<DeviceId> device, String json) {

  static EncodedEvent of(String gateway, String epoch, JournalEntry.Event event) {
    return new EncodedEvent(
        gateway,
        new StreamPosition(epoch, event.offset()),
        event.type(),
        event.device(),
        event.json());
  }

  /**
   * Reads an event that another gateway has published.
   *
   * @param event its CloudEvents structured JSON
   * @return the event at its place in that gateway's stream; empty where it is none
   */
  public static Optional<EncodedEvent> read(JsonObject event) {
    if (event.getValue("source") instanceof String source
        && source.startsWith(WpdEvent.SOURCE_PREFIX)
        && event.getValue("id") instanceof String id
        && event.getValue("type") instanceof String type) {
      Optional<DeviceId> device =
          event.getValue("subject") instanceof String subject
                  && subject.startsWith(WpdEvent.DEVICE_PREFIX)
              ? Optional.of(new DeviceId(subject.substring(WpdEvent.DEVICE_PREFIX.length())))
              : Optional.empty();
      return StreamPosition.parseEventId(id)
          .map(
              position ->
                  new EncodedEvent(
                      source.substring(WpdEvent.SOURCE_PREFIX.length()),
                      position,
                      type,
                      device,
                      event.encode()));
    }
    return Optional.empty();
  }

  /** Returns the same event at its place in another feed. */
  EncodedEvent at(StreamPosition place) {
    return new EncodedEvent(gateway, place, type, device, json);
  }
}
