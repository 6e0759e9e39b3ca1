package io.github.vertxwpd.web;

import io.vertx.core.json.JsonObject;

/**
 * What a probe is told.
 *
 * @param up whether all is as it should be
 * @param body which checks were made, what each found, and why the gateway does not work fully
 */
record HealthReport(boolean up, JsonObject body) {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  /** Returns the HTTP status, which is all that most probes look at. */
  int status() {
    return up ? OK : UNAVAILABLE;
  }
}
