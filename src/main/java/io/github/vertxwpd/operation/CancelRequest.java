package io.github.vertxwpd.operation;

import io.vertx.core.json.JsonObject;

/**
 * A request for the cancellation of an operation, validated.
 *
 * @param operation the operation's id
 */
public record CancelRequest(String operation) {
  /**
   * Reads a request from its body.
   *
   * @param body the contract's {@code wpd.cancel} body
   * @throws io.github.vertxwpd.WpdException {@code validation-failed}, naming each wrong member
   */
  public static CancelRequest fromJson(JsonObject body) {
    RequestSchema.CANCEL.check(body);
    return new CancelRequest(body.getString("operation"));
  }
}
