package io.github.vertxwpd.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.model.WireName;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whatever JSON a command's or a query's body is, it is refused with a problem that is not much
 * longer, or taken, and then what was taken can be written down again.
 */
class RequestFuzzTest {
  private static final int LONGEST_ESCAPE = 6;
  private static final int LONGEST_PROBLEM_OF_NOTHING = 16_000;

  @FuzzTest
  void fromJson(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    Optional<JsonObject> body = read(text);
    if (body.isEmpty()) {
      return;
    }
    for (Verb verb : Verb.values()) {
      taken(body.get(), json -> OperationRequest.fromJson(verb, json))
          .ifPresent(
              request ->
                  assertThat(OperationRequest.fromJson(verb, written(request))).isEqualTo(request));
    }
    taken(body.get(), CancelRequest::fromJson)
        .ifPresent(
            request ->
                assertThat(
                        CancelRequest.fromJson(
                            new JsonObject().put("operation", request.operation())))
                    .isEqualTo(request));
    taken(body.get(), DeviceQuery::fromJson)
        .ifPresent(query -> assertThat(DeviceQuery.fromJson(written(query))).isEqualTo(query));
    taken(body.get(), OperationQuery::fromJson)
        .ifPresent(query -> assertThat(OperationQuery.fromJson(written(query))).isEqualTo(query));
    taken(body.get(), HistoryQuery::fromJson)
        .ifPresent(query -> assertThat(query.limit()).isBetween(1, 1_000));
  }

  private static Optional<JsonObject> read(String text) {
    try {
      return Optional.of(new JsonObject(text));
    } catch (DecodeException | ClassCastException e) {
      return Optional.empty();
    }
  }

  private static <T> Optional<T> taken(JsonObject body, Function<JsonObject, T> reading) {
    JsonObject before = body.copy();
    try {
      T request = reading.apply(body);
      assertThat(body).isEqualTo(before);
      return Optional.of(request);
    } catch (WpdException e) {
      Problem problem = e.problem();
      assertThat(problem.code()).isEqualTo(ProblemCode.VALIDATION_FAILED);
      assertThat(problem.errors()).isNotEmpty().hasSizeLessThanOrEqualTo(RequestSchema.MAX_ERRORS);
      assertThat(problem.detail()).isEqualTo(problem.errors().get(0).detail());
      assertThat(problem.toJson().encode())
          .hasSizeLessThan(LONGEST_PROBLEM_OF_NOTHING + LONGEST_ESCAPE * body.encode().length());
      assertThat(Problem.fromJson(problem.toJson())).isEqualTo(problem);
      return Optional.empty();
    }
  }

  private static JsonObject written(OperationRequest request) {
    JsonObject body =
        new JsonObject()
            .put("device", request.device())
            .put("timeoutMs", request.timeoutMs())
            .put("expiresInMs", request.expiresInMs())
            .put("wait", request.replyAt() == ReplyAt.ENDED)
            .put("dryRun", request.dryRun());
    request.gateway().ifPresent(gateway -> body.put("gateway", gateway));
    request.requestId().ifPresent(id -> body.put("requestId", id));
    return request.verb() == Verb.DISCONNECT ? body.put("hold", request.hold()) : body;
  }

  private static JsonObject written(DeviceQuery query) {
    JsonObject body = new JsonObject();
    query.device().ifPresent(device -> body.put("device", device));
    query.gateway().ifPresent(gateway -> body.put("gateway", gateway));
    query.link().ifPresent(link -> body.put("link", link.wireName()));
    query.text().ifPresent(text -> body.put("q", text));
    return body;
  }

  private static JsonObject written(OperationQuery query) {
    JsonObject body = new JsonObject().put("limit", query.limit());
    query.operation().ifPresent(operation -> body.put("operation", operation));
    query.device().ifPresent(device -> body.put("device", device));
    query.gateway().ifPresent(gateway -> body.put("gateway", gateway));
    query.state().map(WireName::wireName).ifPresent(state -> body.put("state", state));
    return body;
  }
}
