package io.github.vertxwpd.model;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * How an operation ended and what was observed then.
 *
 * @param outcome how it ended
 * @param changed whether the link changed
 * @param verified whether the goal was observed after the end was reported
 * @param hresult what the callback, or a failing native call, reported
 * @param before the link when the operation started
 * @param after the link as it was read at the end
 * @param endedAt when it ended
 * @param queuedMs from acceptance to the native call, in milliseconds; 0 where a restart came
 *     between
 * @param durationMs from acceptance to the end, in milliseconds
 * @param problem why it did not succeed
 */
public record OperationEnd(
    Outcome outcome,
    boolean changed,
    boolean verified,
    Optional<Hresult> hresult,
    LinkState before,
    LinkState after,
    Instant endedAt,
    long queuedMs,
    long durationMs,
    Optional<Problem> problem) {

  void putInto(JsonObject json) {
    json.put("outcome", outcome.wireName())
        .put("changed", changed)
        .put("verified", verified)
        .put("hresult", hresult.map(Hresult::hex).orElse(null))
        .put("hresultName", hresult.map(Hresult::name).orElse(null))
        .put("before", before.wireName())
        .put("after", after.wireName())
        .put("queuedMs", queuedMs)
        .put("durationMs", durationMs)
        .put("problem", problem.map(Problem::toJson).orElse(null));
  }

  static OperationEnd readFrom(JsonObject json) {
    return new OperationEnd(
        WireName.of(Outcome.class, json.getString("outcome")),
        json.getBoolean("changed"),
        json.getBoolean("verified"),
        Optional.ofNullable(json.getString("hresult")).map(Hresult::parse),
        WireName.of(LinkState.class, json.getString("before")),
        WireName.of(LinkState.class, json.getString("after")),
        Instant.parse(json.getString("endedAt")),
        json.getLong("queuedMs"),
        json.getLong("durationMs"),
        Optional.ofNullable(json.getJsonObject("problem")).map(Problem::fromJson));
  }
}
