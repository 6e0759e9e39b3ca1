package io.github.vertxwpd.fleet;

import io.github.vertxwpd.model.WireName;
import io.vertx.core.json.JsonObject;

/** What one node asks another. */
enum PeerVerb implements WireName {
  /** Carry out a command; confirmed first. */
  SUBMIT("submit"),
  /** Cancel an operation; confirmed first. */
  CANCEL("cancel"),
  /** Wait until Windows has queued an operation. */
  QUEUED("queued"),
  /** Wait for an operation's end. */
  END("end"),
  /** List operations. */
  OPERATIONS("operations"),
  /** Read events of the past. */
  HISTORY("history"),
  /** Read everything. */
  SNAPSHOT("snapshot"),
  /** Try whether the one who asks is reached. */
  ECHO("echo"),
  /** Answer. */
  PING("ping");

  private final String wireName;

  PeerVerb(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /** Returns a message that asks for this. */
  JsonObject message() {
    return new JsonObject().put("verb", wireName);
  }
}
