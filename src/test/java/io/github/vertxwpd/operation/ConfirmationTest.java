package io.github.vertxwpd.operation;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.WpdClient;
import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.stream.SettableClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A command is carried out only while its sender waits for it. */
@ExtendWith(VertxExtension.class)
class ConfirmationTest {
  private static final String ADDRESS = "command";

  private final AtomicInteger carriedOut = new AtomicInteger();
  private final SettableClock clock = new SettableClock(Instant.EPOCH);
  private Vertx vertx;

  @BeforeEach
  void useTheInjectedVertx(Vertx injected) {
    vertx = injected;
    // Knows how a refusal crosses the event bus.
    WpdClient.create(vertx);
  }

  @Test
  void aCommandWhoseSenderWaitsIsCarriedOut() throws Exception {
    receive();

    JsonObject answer = send().await(20, SECONDS);

    assertThat(answer.getString("did")).isEqualTo("it");
    assertThat(carriedOut).hasValue(1);
  }

  @Test
  void aCommandWhoseSenderHasGivenUpIsNotCarriedOut() throws Exception {
    Future<Void> refused = receive();

    // Sends it as if the sender were gone by now: nobody answers the question.
    vertx.eventBus().send(ADDRESS, new JsonObject());

    assertThatThrownBy(() -> refused.await(20, SECONDS)).isNotNull();
    assertThat(carriedOut).hasValue(0);
  }

  @Test
  void aConfirmationThatComesLateIsNone() throws Exception {
    vertx
        .eventBus()
        .<JsonObject>consumer(
            ADDRESS,
            message -> {
              Future<Void> unused = takeConfirmed(message);
              clock.advance(Duration.ofSeconds(40));
            })
        .completion()
        .await(20, SECONDS);

    assertThatThrownBy(() -> send().await(20, SECONDS))
        .isInstanceOfSatisfying(
            WpdException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.GATEWAY_UNREACHABLE));
    assertThat(carriedOut).hasValue(0);
  }

  @Test
  void whereNobodyListensNothingWasDone() {
    assertThatThrownBy(() -> send().await(20, SECONDS))
        .isInstanceOfSatisfying(
            WpdException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.GATEWAY_UNREACHABLE));
  }

  @Test
  void whereTheAnswerNeverComesNobodyKnows() throws Exception {
    vertx
        .eventBus()
        .<JsonObject>consumer(ADDRESS, message -> Confirmation.ask(message, clock))
        .completion()
        .await(20, SECONDS);

    assertThatThrownBy(
            () ->
                Confirmation.send(vertx.eventBus(), ADDRESS, new JsonObject(), 50)
                    .await(20, SECONDS))
        .isInstanceOfSatisfying(
            WpdException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.OUTCOME_UNKNOWN));
  }

  @Test
  void onlyThoseWhoSayThatTheyAnswerAreAsked() {
    assertThat(Confirmation.isOffered(new DeliveryOptions().addHeader("other", "x").getHeaders()))
        .isFalse();
  }

  private Future<JsonObject> send() {
    return Confirmation.send(vertx.eventBus(), ADDRESS, new JsonObject(), 10_000);
  }

  /** Returns what fails once a command was not carried out. */
  private Future<Void> receive() throws Exception {
    Promise<Void> taken = Promise.promise();
    vertx
        .eventBus()
        .<JsonObject>consumer(
            ADDRESS,
            message -> takeConfirmed(message).onComplete(taken::tryComplete, taken::tryFail))
        .completion()
        .await(20, SECONDS);
    return taken.future();
  }

  private Future<Void> takeConfirmed(Message<JsonObject> message) {
    return Confirmation.ask(message, clock)
        .map(
            go -> {
              carriedOut.incrementAndGet();
              go.reply(new JsonObject().put("did", "it"));
              return null;
            });
  }
}
