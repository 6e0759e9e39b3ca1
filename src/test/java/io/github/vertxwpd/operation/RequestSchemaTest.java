package io.github.vertxwpd.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0",
        "a\0",
        "\n",
        "a\n",
        "a\r\nb",
        "\u001b[2J",
        "\u007f",
        "\u0085",
        "\u2028",
        "\ud800",
        "a\udc00",
        "\ufffd"
      })
  void aCharacterThatNoIdHasIsRefusedInEveryId(String id) {
    JsonObject device = new JsonObject().put("device", id);
    JsonObject operation = new JsonObject().put("operation", id);
    JsonObject gateway = new JsonObject().put("gateway", id);

    assertInvalid(() -> OperationRequest.fromJson(Verb.CONNECT, device));
    assertInvalid(() -> OperationRequest.fromJson(Verb.CONNECT, gateway.copy().put("device", "x")));
    assertInvalid(
        () ->
            OperationRequest.fromJson(
                Verb.CONNECT, new JsonObject().put("device", "x").put("requestId", id)));
    assertInvalid(() -> CancelRequest.fromJson(operation));
    assertInvalid(() -> OperationQuery.fromJson(operation));
    assertInvalid(() -> OperationQuery.fromJson(device));
    assertInvalid(() -> OperationQuery.fromJson(gateway));
    assertInvalid(() -> DeviceQuery.fromJson(device));
    assertInvalid(() -> DeviceQuery.fromJson(gateway));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bt-a0b1c2d3e4f5", "\\\\?\\BTHENUM#{0}#7&1", "Canon EOS (é 😀)", "a b", "../.."})
  void everyOtherTextMayBeADevice(String device) {
    assertThat(OperationRequest.fromJson(Verb.CONNECT, new JsonObject().put("device", device)))
        .extracting(OperationRequest::device)
        .isEqualTo(device);
  }

  @Test
  void aPatternIsToldInWords() {
    assertThat(refusal("{'device':'x','gateway':'GW'}").detail())
        .isEqualTo(
            "gateway must be a gateway id: up to 63 of a-z, 0-9, '.', '_' and '-', the first a"
                + " letter or a digit");
  }

  @Test
  void theNameOfAMemberIsEscapedInItsPointer() {
    assertThat(refusal("{'device':'x','a/b~c':1}").errors().get(0).pointer()).isEqualTo("/a~1b~0c");
  }

  @Test
  void aRequestThatIsAllWrongIsRefusedInFewWords() {
    JsonObject body = new JsonObject();
    for (int i = 0; i < 5_000; i++) {
      body.put("m" + i, i);
    }
    body.put("x".repeat(60_000), 1);
    Problem problem =
        catchThrowableOfType(
                WpdException.class, () -> OperationRequest.fromJson(Verb.CONNECT, body))
            .problem();

    assertThat(problem.errors()).hasSize(RequestSchema.MAX_ERRORS);
    assertThat(problem.toJson().encode()).hasSizeLessThan(10_000);
  }

  @Test
  void aLongNameIsShortened() {
    assertThat(refusal("{'device':'x','" + "y".repeat(500) + "':1}").detail())
        .startsWith("unknown member \"" + "y".repeat(64) + "…\"; known are");
  }

  private static void assertInvalid(ThrowingCallable reading) {
    Problem problem = catchThrowableOfType(WpdException.class, reading).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.VALIDATION_FAILED);
    assertThat(problem.errors()).hasSize(1);
  }

  private static OperationRequest parse(String json) {
    return OperationRequest.fromJson(Verb.DISCONNECT, new JsonObject(json.replace('\'', '"')));
  }

  private static Problem refusal(String json) {
    return catchThrowableOfType(WpdException.class, () -> parse(json)).problem();
  }
}
