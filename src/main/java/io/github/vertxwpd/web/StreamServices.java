package io.github.vertxwpd.web;

import io.github.vertxwpd.operation.WpdService;

/**
 * What every connection that gets events asks.
 *
 * @param service the commands, and the events
 * @param sessions the connections that get events
 * @param limits how long the server waits and how much it takes
 */
record StreamServices(WpdService service, StreamSessions sessions, WebLimits limits) {
  /** Returns the id of the gateway. */
  String gateway() {
    return service.stream().gateway();
  }
}
