package io.github.vertxwpd.web;

import io.github.vertxwpd.stream.EncodedEvent;
import io.github.vertxwpd.web.websocket.Frames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How the stream is written on a kind of connection. */
enum StreamFormat {
  /** A WebSocket's text frames. */
  TEXT_FRAMES {
    @Override
    void append(Buffer frames, EncodedEvent event) {
      Frames.append(frames, true, ServerMessage.event(event));
    }

    @Override
    Buffer message(JsonObject message) {
      return Frames.text(message.encode());
    }
  },

  /** A WebSocket's binary frames, with the same JSON. */
  BINARY_FRAMES {
    @Override
    void append(Buffer frames, EncodedEvent event) {
      Frames.append(frames, false, ServerMessage.event(event));
    }

    @Override
    Buffer message(JsonObject message) {
      byte[] json = message.encode().getBytes(StandardCharsets.UTF_8);
      return Frames.append(Buffer.buffer(), false, json);
    }
  },

  /**
   * The lines of {@code text/event-stream} (HTML Standard, section 9.2). An event of the stream is
   * an unnamed one, with its cursor as {@code id}; what else is said is named by its {@code t}.
   */
  SERVER_SENT_EVENTS {
    @Override
    void append(Buffer lines, EncodedEvent event) {
      lines
          .appendString("id: ")
          .appendString(event.position().toCursor())
          .appendString("\ndata: ")
          .appendString(event.json())
          .appendString("\n\n");
    }

    @Override
    Buffer message(JsonObject message) {
      Buffer lines = Buffer.buffer("event: ").appendString(message.getString("t"));
      Optional.ofNullable(message.getString("cursor"))
          .ifPresent(cursor -> lines.appendString("\nid: ").appendString(cursor));
      return lines.appendString("\ndata: ").appendString(message.encode()).appendString("\n\n");
    }
  };

  /** Adds an event to what is written together. */
  abstract void append(Buffer bytes, EncodedEvent event);

  /** Returns the bytes of anything else that is said. */
  abstract Buffer message(JsonObject message);
}
