package io.github.vertxwpd.cli;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.AuditEntry;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.audit.Caller.Via;
import io.github.vertxwpd.audit.CommandLineLog;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Records what a command on the gateway's machine does, with the user of the operating system. */
final class CommandRecords {
  private final WpdOptions options;

  CommandRecords(WpdOptions options) {
    this.options = options;
  }

  /**
   * Records what is about to be done; does nothing where {@code audit.enabled} is false.
   *
   * @param action what
   * @param details of it; never a token
   * @throws CommandFailure where it cannot be recorded: then it must not be done
   */
  void record(AuditAction action, JsonObject details) throws CommandFailure {
    if (!options.getAudit().isEnabled()) {
      return;
    }
    Caller user =
        new Caller(
            System.getProperty("user.name", "unknown"),
            Optional.empty(),
            Via.CLI,
            Optional.empty());
    try {
      new CommandLineLog(options.getAudit().directory(options.getData()))
          .append(AuditEntry.allowed(action, user, details));
    } catch (WpdException e) {
      throw CommandFailure.refused(e.problem().toJson());
    }
  }
}
