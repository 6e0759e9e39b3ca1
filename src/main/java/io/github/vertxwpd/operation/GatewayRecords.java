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
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The records of a gateway's start and stop: what runs, how it is configured, how it is secured.
 */
final class GatewayRecords {
  /** Nothing secret is in the configuration; what sounds like it is not recorded all the same. */
  private static final Pattern SECRET =
      Pattern.compile("password|passphrase|secret|token|credential|key");

  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@]*@");

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
    JsonObject changed = new JsonObject();
    addChanged("", options.toJson(), new WpdOptions().toJson(), changed);
    return changed;
  }

  private static void addChanged(
      String prefix, JsonObject values, JsonObject defaults, JsonObject changed) {
    for (Map.Entry<String, Object> member : values) {
      String key = prefix + member.getKey();
      Object otherwise = defaults.getValue(member.getKey());
      if (member.getValue() instanceof JsonObject section
          && otherwise instanceof JsonObject sectionDefaults) {
        addChanged(key + ".", section, sectionDefaults, changed);
      } else if (!member.getValue().equals(otherwise)) {
        changed.put(key, shown(key, member.getValue()));
      }
    }
  }

  private static Object shown(String key, Object value) {
    if (SECRET.matcher(key.toLowerCase(Locale.ROOT)).find()) {
      return "(set)";
    }
    return value instanceof String text ? USER_INFO.matcher(text).replaceAll("") : value;
  }
}
