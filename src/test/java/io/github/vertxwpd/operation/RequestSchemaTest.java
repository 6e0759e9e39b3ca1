package io.github.vertxwpd.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class RequestSchemaTest {
  @Test
  void aRequestWithTheDeviceAloneHasTheDefaults() {
    OperationRequest request = parse("{'device':'bt-a0b1c2d3e4f5'}");

    assertThat(request.timeoutMs()).isEqualTo(60_000);
    assertThat(request.expiresInMs()).isEqualTo(30_000);
    assertThat(request.replyAt()).isEqualTo(ReplyAt.QUEUED);
    assertThat(request.requestId()).isEmpty();
  }

  @Test
  void anUnknownMemberIsRefusedWithTheNearestKnownName() {
    Problem problem = refusal("{'device':'x','timeoutMS':5000}");

    assertThat(problem.code()).isEqualTo(ProblemCode.VALIDATION_FAILED);
    assertThat(problem.errors())
        .singleElement()
        .extracting(Problem.FieldError::pointer)
        .isEqualTo("/timeoutMS");
    assertThat(problem.detail()).contains("did you mean \"timeoutMs\"?");
  }

  @Test
  void aMissingDeviceIsNamed() {
    assertThat(refusal("{}").errors())
        .containsExactly(new Problem.FieldError("/device", "device is required"));
  }

  @Test
  void aValueOutOfRangeIsNamedWithItsLimit() {
    assertThat(refusal("{'device':'x','timeoutMs':999}").errors())
        .containsExactly(new Problem.FieldError("/timeoutMs", "timeoutMs must be at least 1000"));
  }

  @Test
  void aValueOfAnotherTypeIsNamed() {
    assertThat(refusal("{'device':'x','wait':'yes'}").errors())
        .containsExactly(new Problem.FieldError("/wait", "wait must be of type boolean"));
  }

  @Test
  void everyErrorIsListedAtOnce() {
    assertThat(refusal("{'device':7,'wait':'yes'}").errors())
        .extracting(Problem.FieldError::pointer)
        .containsExactlyInAnyOrder("/device", "/wait");
  }

  @Test
  void aLinkStateThatDoesNotExistIsRefused() {
    WpdException e =
        catchThrowableOfType(
            WpdException.class, () -> DeviceQuery.fromJson(new JsonObject().put("link", "up")));
    assertThat(e.problem().detail())
        .isEqualTo(
            "link must be one of connected, disconnected, connecting, disconnecting, unknown");
  }

  private static OperationRequest parse(String json) {
    return OperationRequest.fromJson(Verb.DISCONNECT, new JsonObject(json.replace('\'', '"')));
  }

  private static Problem refusal(String json) {
    return catchThrowableOfType(WpdException.class, () -> parse(json)).problem();
  }
}
