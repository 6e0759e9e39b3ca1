package io.github.vertxwpd.audit;

import io.github.vertxwpd.model.WireName;

/** What a record is about. */
public enum AuditAction implements WireName {
  /** The gateway started, with which configuration. */
  GATEWAY_STARTED("gateway.started"),
  /** The gateway stops. */
  GATEWAY_STOPPING("gateway.stopping"),
  /** A command: connect, disconnect or cancel. The record is there before it is carried out. */
  COMMAND("command"),
  /** What a command was answered: the operation that it led to, or why it was refused. */
  COMMAND_ANSWERED("command.answered"),
  /** How an operation ended. */
  OPERATION_ENDED("operation.ended"),
  /** A request that is no command was denied. */
  REQUEST("request"),
  /** Somebody logged in, or failed to. */
  LOGIN("login"),
  /** Somebody logged out. */
  LOGOUT("logout"),
  /** A token was made. */
  TOKEN_CREATED("token.created"),
  /** A token was revoked. */
  TOKEN_REVOKED("token.revoked"),
  /** The gateway read the file of the tokens again. */
  TOKENS_READ("tokens.read"),
  /** The gateway read its certificate again. */
  CERTIFICATE_READ("certificate.read"),
  /** The gateway took another configuration while it ran. */
  CONFIGURATION_CHANGED("configuration.changed"),
  /** A logger got another level for a while, or its level of before back. */
  LOG_LEVEL_CHANGED("log-level.changed"),
  /** So many denials in a second that only their number is recorded. */
  DENIALS_OMITTED("denials.omitted"),
  /** Up to which event the outcomes are recorded, where there was none for some time. */
  AUDIT_CHECKPOINT("audit.checkpoint"),
  /** Outcomes may be missing: the journal no longer has the events that would tell. */
  AUDIT_GAP("audit.gap"),
  /** The log can be written again; what was asked for meanwhile was refused. */
  AUDIT_RESUMED("audit.resumed"),
  /** A crash has torn the line before this record. */
  AUDIT_RECOVERED("audit.recovered");

  private final String wireName;

  AuditAction(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
