package io.github.vertxwpd.operation;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.SecurityOptions;
import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.AuditEntry;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * The records of a gateway's start and stop: what runs, how it is configured, how it is secured.
 */
final class GatewayRecords {
  private GatewayRecords() {}

  /**
   * Makes the record of a start.
   *
   * @param event the event that the records of outcomes go on from
   */
  static AuditEntry started(Gateway gateway, WpdOptions options, String event) {
    JsonObject details =
        of(gateway)
            .put(AuditEntry.EVENT, event)
            .put("configuration", configuration(options))
            .put("security", security(options));
    return AuditEntry.happened(AuditAction.GATEWAY_STARTED, Caller.GATEWAY, details);
  }

  /**
   * Says why a gateway does not start whose start cannot be recorded.
   *
   * @param why what the disk said
   */
  static WpdException unrecorded(String why) {
    return new WpdException(
        Problem.of(
                ProblemCode.JOURNAL_UNAVAILABLE,
                "the gateway does not start, because the audit log cannot be written: " + why)
            .withHint(
                "make room on its disk, set audit.dir, or data.dir, to another directory, or"
                    + " audit.enabled to false to run without records"));
  }

  /** Makes the record of a stop. */
  static AuditEntry stopping(Gateway gateway) {
    return AuditEntry.happened(AuditAction.GATEWAY_STOPPING, Caller.GATEWAY, of(gateway));
  }

  private static JsonObject of(Gateway gateway) {
    return new JsonObject()
        .put("gateway", gateway.id())
        .put("incarnation", gateway.incarnation())
        .put("version", gateway.version())
        .put("provider", gateway.provider());
  }

  private static JsonObject security(WpdOptions options) {
    HttpOptions http = options.getHttp();
    SecurityOptions security = options.getSecurity();
    JsonArray authentication = new JsonArray();
    if (!security.getTokens().isEmpty()) {
      authentication.add("tokens");
    }
    if (!security.getJwt().getIssuer().isEmpty()) {
      authentication.add("jwt");
    }
    return new JsonObject()
        .put("http", http.isEnabled())
        .put("host", http.getHost())
        .put("tls", !http.getTls().getCertificate().isEmpty())
        .put("authentication", authentication);
  }

  /** Returns the keys that do not have their default, such as {@code http.port}. */
  static JsonObject configuration(WpdOptions options) {
    return ConfigurationDifference.between(new WpdOptions(), options);
  }
}
