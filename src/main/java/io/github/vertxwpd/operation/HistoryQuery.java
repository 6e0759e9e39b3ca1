package io.github.vertxwpd.operation;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Which events of the past are asked for.
 *
 * @param cursor the short or portable cursor of the last event already seen; without one, the
 *     oldest event that is still kept is the first
 * @param limit how many at most
 */
public record HistoryQuery(Optional<String> cursor, int limit) {
  /** How many events there are at most where the query does not say: {@value}. */
  public static final int DEFAULT_LIMIT = 500;

  /**
   * Reads a query from a request's body.
   *
   * @param body the contract's {@code wpd.history} body
   * @throws io.github.vertxwpd.WpdException {@code validation-failed}, naming each wrong member
   */
  public static HistoryQuery fromJson(JsonObject body) {
    RequestSchema.HISTORY.check(body);
    return new HistoryQuery(
        Optional.ofNullable(body.getString("cursor")), body.getInteger("limit", DEFAULT_LIMIT));
  }
}
