package io.github.vertxwpd.web;

import io.github.vertxwpd.operation.WpdService;
import java.util.function.Supplier;

/**
 * What every connection that gets events asks.
 *
 * @param service the commands, and the events
 * @param sessions the connections that get events
 * @param current how long the server waits and how much it takes now
 */
record StreamServices(WpdService service, StreamSessions sessions, Supplier<WebLimits> current) {
  /** Returns the limits that a connection has which begins now. */
  WebLimits limits() {
    return current.get();
  }

  /** Returns the id of the gateway. */
  String gateway() {
    return service.stream().gateway();
  }
}
