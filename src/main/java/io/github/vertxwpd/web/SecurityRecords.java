package io.github.vertxwpd.web;

import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.AuditEntry;
import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.security.SecurityListener;
import io.github.vertxwpd.security.TokenChanges;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Records who may come in from now on, when the files that say so were read again; and passes on
 * that somebody was not let in, which is recorded where it is denied.
 */
public final class SecurityRecords implements SecurityListener {
  private final AuditTrail trail;
  private final WebListener listener;

  /**
   * Begins to record.
   *
   * @param trail where
   * @param listener told of credentials that are not good
   */
  public SecurityRecords(AuditTrail trail, WebListener listener) {
    this.trail = trail;
    this.listener = listener;
  }

  @Override
  public void tokensRead(TokenChanges changes) {
    JsonObject details =
        new JsonObject()
            .put("added", new JsonArray(changes.added()))
            .put("changed", new JsonArray(changes.changed()))
            .put("revoked", new JsonArray(changes.revoked()));
    append(AuditEntry.happened(AuditAction.TOKENS_READ, Caller.GATEWAY, details));
  }

  @Override
  public void readFailed(String key, String reason) {
    JsonObject details = new JsonObject().put("key", key).put("detail", reason);
    append(
        AuditEntry.failed(
            AuditAction.TOKENS_READ, Caller.GATEWAY, ProblemCode.VALIDATION_FAILED, details));
  }

  @Override
  public void credentialRefused(ProblemCode code) {
    listener.credentialRefused(code);
  }

  /** Who may come in does not wait for it: a token that was revoked is, recorded or not. */
  private void append(AuditEntry entry) {
    trail.append(entry).otherwiseEmpty();
  }
}
