package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.WireName;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Which operations are asked for. Every member that is given must match.
 *
 * @param operation an operation's id
 * @param device a device's id
 * @param gateway a gateway's id
 * @param state how far they are
 * @param limit how many at most, the newest
 */
public record OperationQuery(
    Optional<String> operation,
    Optional<String> device,
    Optional<String> gateway,
    Optional<OperationState> state,
    int limit) {
  /** How many operations are listed where the query does not say: {@value}. */
  public static final int DEFAULT_LIMIT = 100;

  /**
   * Reads a query from a request's body.
   *
   * @param body the contract's {@code wpd.operations} body
   * @throws io.github.vertxwpd.WpdException {@code validation-failed}, naming each wrong member
   */
  public static OperationQuery fromJson(JsonObject body) {
    RequestSchema.OPERATIONS.check(body);
    return new OperationQuery(
        Optional.ofNullable(body.getString("operation")),
        Optional.ofNullable(body.getString("device")),
        Optional.ofNullable(body.getString("gateway")),
        Optional.ofNullable(body.getString("state")).map(s -> WireName.of(OperationState.class, s)),
        body.getInteger("limit", DEFAULT_LIMIT));
  }

  /** Returns the contract's body. */
  public JsonObject toJson() {
    JsonObject body = new JsonObject().put("limit", limit);
    operation.ifPresent(id -> body.put("operation", id));
    device.ifPresent(id -> body.put("device", id));
    gateway.ifPresent(id -> body.put("gateway", id));
    state.ifPresent(value -> body.put("state", value.wireName()));
    return body;
  }

  /** Returns whether an operation is one of those asked for. */
  public boolean matches(Operation candidate) {
    return operation.map(candidate.id()::equals).orElse(true)
        && device.map(candidate.device().value()::equals).orElse(true)
        && gateway.map(candidate.gateway()::equals).orElse(true)
        && state.map(candidate.state()::equals).orElse(true);
  }
}
