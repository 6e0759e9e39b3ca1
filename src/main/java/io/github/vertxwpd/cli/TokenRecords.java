package io.github.vertxwpd.cli;

import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.model.Timestamps;
import io.github.vertxwpd.security.StoredToken;
import io.vertx.core.json.JsonObject;

/** Records in the audit log of the gateway whose tokens they are. */
final class TokenRecords implements TokenRecorder {
  @Override
  public void record(Configuration configuration, Change change, StoredToken token)
      throws CommandFailure {
    JsonObject details =
        new JsonObject()
            .put("id", token.id())
            .put("name", token.name())
            .put("role", token.role().wireName());
    token.expiresAt().ifPresent(end -> details.put("expiresAt", Timestamps.format(end)));
    new CommandRecords(configuration.options()).record(action(change), details);
  }

  private static AuditAction action(Change change) {
    return switch (change) {
      case CREATED -> AuditAction.TOKEN_CREATED;
      case REVOKED -> AuditAction.TOKEN_REVOKED;
    };
  }
}
