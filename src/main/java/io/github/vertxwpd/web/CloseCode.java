package io.github.vertxwpd.web;

import io.github.vertxwpd.model.WireName;

/** Why the server closes a WebSocket: 40xx asks the client to come back, 45xx not to. */
public enum CloseCode implements WireName {
  GOING_AWAY(4000),
  TOKEN_EXPIRED(4001),
  SLOW_CONSUMER(4008),
  PING_TIMEOUT(4009),
  RATE_LIMITED(4029),
  PROTOCOL_VIOLATION(4500),
  UNAUTHENTICATED(4501),
  FORBIDDEN(4503),
  TOO_MANY_CONNECTIONS(4504),
  UNKNOWN_VERSION(4505);

  private final short code;

  CloseCode(int code) {
    this.code = (short) code;
  }

  short code() {
    return code;
  }

  @Override
  public String wireName() {
    return Short.toString(code);
  }
}
