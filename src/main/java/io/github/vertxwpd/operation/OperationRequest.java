package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.Problem.FieldError;
import io.github.vertxwpd.model.Verb;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A request for an operation, validated.
 *
 * @param verb what to do
 * @param device an id, a PnP id or an alias
 * @param gateway the gateway that is to do it
 * @param requestId the client's id for this request
 * @param timeoutMs how long it may take from the native call to the callback, in milliseconds
 * @param expiresInMs how long it may take from acceptance to the native call, in milliseconds
 * @param replyAt when the reply is to come
 * @param hold whether the device is to be kept disconnected
 * @param dryRun whether it is only to be checked
 */
public record OperationRequest(
    Verb verb,
    String device,
    Optional<String> gateway,
    Optional<String> requestId,
    long timeoutMs,
    long expiresInMs,
    ReplyAt replyAt,
    boolean hold,
    boolean dryRun) {
  /** From the native call to the callback, in milliseconds: {@value}. */
  public static final long DEFAULT_TIMEOUT_MS = 60_000;

  /** From acceptance to the native call, in milliseconds: {@value}. */
  public static final long DEFAULT_EXPIRES_IN_MS = 30_000;

  /** Makes the request of a round of a hold. */
  static OperationRequest holding(DeviceId device) {
    return new OperationRequest(
        Verb.DISCONNECT,
        device.value(),
        Optional.empty(),
        Optional.empty(),
        DEFAULT_TIMEOUT_MS,
        DEFAULT_EXPIRES_IN_MS,
        ReplyAt.QUEUED,
        true,
        false);
  }

  /**
   * Reads a request from its body.
   *
   * @param verb the verb, from the address or the path
   * @param body the contract's body
   * @throws WpdException {@code validation-failed}, naming each wrong member
   */
  public static OperationRequest fromJson(Verb verb, JsonObject body) {
    RequestSchema.OPERATION.check(body);
    if (verb == Verb.CONNECT && body.containsKey("hold")) {
      FieldError error =
          new FieldError("/hold", "hold is for disconnect; a connect ends the hold of its device");
      throw new WpdException(Problem.invalid(error.detail(), List.of(error)));
    }
    return new OperationRequest(
        verb,
        body.getString("device"),
        Optional.ofNullable(body.getString("gateway")),
        Optional.ofNullable(body.getString("requestId")),
        body.getLong("timeoutMs", DEFAULT_TIMEOUT_MS),
        body.getLong("expiresInMs", DEFAULT_EXPIRES_IN_MS),
        body.getBoolean("wait", false) ? ReplyAt.ENDED : ReplyAt.QUEUED,
        body.getBoolean("hold", false),
        body.getBoolean("dryRun", false));
  }

  /** Returns the contract's body; that it is not to wait for anything is not in it. */
  public JsonObject toJson() {
    JsonObject body = new JsonObject().put("device", device);
    gateway.ifPresent(id -> body.put("gateway", id));
    requestId.ifPresent(id -> body.put("requestId", id));
    body.put("timeoutMs", timeoutMs).put("expiresInMs", expiresInMs);
    if (verb == Verb.DISCONNECT) {
      body.put("hold", hold);
    }
    return body.put("wait", replyAt == ReplyAt.ENDED).put("dryRun", dryRun);
  }

  /** Returns the same request with its reply at another time. */
  public OperationRequest repliedAt(ReplyAt time) {
    return new OperationRequest(
        verb, device, gateway, requestId, timeoutMs, expiresInMs, time, hold, dryRun);
  }
}
