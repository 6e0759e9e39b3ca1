package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Whatever text a frame holds, the protocol's messages come out of it, or the reason that a close
 * frame has room for; and a subscription is refused with a problem, or is one.
 */
class ClientMessageFuzzTest {
  private static final int LONGEST_REASON = 123;

  @FuzzTest
  void readAll(byte[] data) {
    String frame = new String(data, StandardCharsets.UTF_8);
    List<ClientMessage> messages;
    try {
      messages = ClientMessage.readAll(frame);
    } catch (ProtocolViolation e) {
      assertThat(e.getMessage()).isNotEmpty();
      assertThat(e.getMessage().getBytes(StandardCharsets.UTF_8))
          .hasSizeLessThanOrEqualTo(LONGEST_REASON);
      return;
    }
    assertThat(messages).hasSizeLessThanOrEqualTo(frame.length());
    for (ClientMessage message : messages) {
      check(message);
    }
  }

  private static void check(ClientMessage message) {
    if (message instanceof ClientMessage.Subscribe subscribe) {
      check(subscribe);
    } else if (message instanceof ClientMessage.Command command) {
      assertThat(ServerMessage.error(command.id(), problem()).getValue("id"))
          .isEqualTo(command.id().orElse(null));
    }
  }

  private static void check(ClientMessage.Subscribe message) {
    try {
      SubscribeRequest request = SubscribeRequest.of(message);
      assertThat(request.id()).isEqualTo(message.id());
      assertThat(request.cursor())
          .isEqualTo(Optional.ofNullable(message.json().getString("cursor")));
      assertThat(request.filter().devices()).hasSizeLessThanOrEqualTo(500);
    } catch (WpdException e) {
      assertThat(e.problem().code()).isEqualTo(ProblemCode.VALIDATION_FAILED);
      assertThat(new JsonObject(e.problem().toJson().encode())).isEqualTo(e.problem().toJson());
    }
  }

  private static Problem problem() {
    return Problem.of(ProblemCode.UNKNOWN_ADDRESS, "");
  }
}
