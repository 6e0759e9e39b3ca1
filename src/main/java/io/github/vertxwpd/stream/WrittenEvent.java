package io.github.vertxwpd.stream;

import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.WpdEvent;
import io.vertx.core.json.JsonObject;

/**
 * An event that can be seen from now on, as the stream's followers are given it.
 *
 * @param body what it says
 * @param encoded what the stream keeps of it
 * @param json what its text was made of, so that who wants an object need not read the text; not to
 *     be changed
 */
public record WrittenEvent(EventBody body, EncodedEvent encoded, JsonObject json) {
  static WrittenEvent of(WpdEvent event) {
    EventBody body = event.body();
    JsonObject json = event.toJson();
    EncodedEvent encoded =
        new EncodedEvent(
            event.gateway(), event.position(), body.type(), body.device(), json.encode());
    return new WrittenEvent(body, encoded, json);
  }
}
