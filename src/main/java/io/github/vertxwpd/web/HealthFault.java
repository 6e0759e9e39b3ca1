package io.github.vertxwpd.web;

import io.github.vertxwpd.model.WireName;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * What a probe finds wrong. Everybody is told: no path, no name and no message of the system is in
 * here, the gateway's log has them.
 */
enum HealthFault implements WireName {
  EVENT_LOOP_STUCK("the gateway's event loop does not come round; if it stays so, restart it"),
  JOURNAL_STUCK("a write of the journal does not return: look at the disk of data.dir"),
  JOURNAL_UNAVAILABLE(
      "the journal cannot be written, so that commands are refused: make room on the disk of"
          + " data.dir"),
  AUDIT_UNAVAILABLE(
      "the audit log cannot be written, so that commands are refused: make it possible to write"
          + " to audit.dir"),
  GATEWAY_STOPPING("the gateway is stopping and takes no new commands"),
  CHECK_FAILED("this could not be found out; the gateway's log says more");

  private final String detail;

  HealthFault(String detail) {
    this.detail = detail;
  }

  @Override
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns what is said of it. */
  JsonObject toJson() {
    return new JsonObject().put("reason", wireName()).put("detail", detail);
  }
}
