package io.github.vertxwpd.web;

import io.github.vertxwpd.model.WireName;
import java.util.Locale;

/** What kind of connection gets events. */
public enum SocketKind implements WireName {
  /** A WebSocket of {@code wpd.v1}. */
  WEBSOCKET,
  /** Server-sent events. */
  SSE,
  /** A stock Vert.x client at the event-bus bridge. */
  BRIDGE;

  @Override
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
