package io.github.vertxwpd.stream;

import io.github.vertxwpd.model.WpdEvent;

/**
 * An event with its JSON, written once for everybody.
 *
 * @param event the event
 * @param json its CloudEvents structured JSON
 */
public record EncodedEvent(WpdEvent event, String json) {
  static EncodedEvent of(WpdEvent event) {
    return new EncodedEvent(event, event.toJson().encode());
  }
}
