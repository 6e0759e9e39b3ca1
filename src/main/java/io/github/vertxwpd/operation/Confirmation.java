package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that no command is carried out late. Messages can wait in a network, or before a
 * process that stands still, for longer than their sender waits for the answer (43 to 56 s were
 * measured). So whoever is to carry out a command asks its sender first whether it still waits, and
 * takes an answer that comes at once, and no other. This needs no agreement of clocks.
 */
public final class Confirmation {
  /** How long the answer may take, in milliseconds. */
  static final long PATIENCE_MS = 2_000;

  /** How long a sender waits to be asked, in milliseconds: longer than it can be carried out. */
  private static final long ASKED_WITHIN_MS = 2 * PATIENCE_MS;

  /** The header of a message whose sender answers. */
  private static final String HEADER = "wpd-confirms";

  private static final JsonObject QUESTION = new JsonObject().put("confirm", true);

  private Confirmation() {}

  /**
   * Sends a command whose receiver asks.
   *
   * @param body the command
   * @param timeoutMs how long its answer may take once it is confirmed, in milliseconds
   * @return the answer; fails with {@link WpdException}: {@code gateway-unreachable} where it was
   *     certainly not carried out, {@code outcome-unknown} where it may have been
   */
  public static Future<JsonObject> send(
      EventBus bus, String address, JsonObject body, long timeoutMs) {
    DeliveryOptions first =
        new DeliveryOptions().setSendTimeout(ASKED_WITHIN_MS).addHeader(HEADER, "true");
    return bus.<JsonObject>request(address, body, first)
        .recover(cause -> Future.failedFuture(unreachable(cause, address)))
        .compose(
            question ->
                question
                    .<JsonObject>replyAndRequest(
                        QUESTION, new DeliveryOptions().setSendTimeout(timeoutMs))
                    .recover(cause -> Future.failedFuture(unknown(cause))))
        .map(Message::body);
  }

  /** Returns whether the sender of a command answers when it is asked. */
  static boolean isOffered(MultiMap headers) {
    return headers.contains(HEADER);
  }

  /**
   * Asks the sender of a command.
   *
   * @param command the command
   * @param clock tells how long a machine slept, which no other clock may
   * @return the message to reply to; fails where nobody answers in time, and nothing is to be done
   */
  public static Future<Message<JsonObject>> ask(Message<?> command, Clock clock) {
    long monotonic = System.nanoTime();
    long wall = clock.millis();
    return command
        .<JsonObject>replyAndRequest(QUESTION, new DeliveryOptions().setSendTimeout(PATIENCE_MS))
        .compose(
            answer -> {
              long waited =
                  Math.max(
                      TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - monotonic),
                      clock.millis() - wall);
              if (waited <= PATIENCE_MS) {
                return Future.succeededFuture(answer);
              }
              WpdException late = new WpdException(late(waited));
              answer.reply(late);
              return Future.failedFuture(late);
            });
  }

  private static Problem late(long waitedMs) {
    return Problem.of(
        ProblemCode.GATEWAY_UNREACHABLE,
        "the command came "
            + waitedMs
            + " ms late, because this process or the network stood still; it was not carried out");
  }

  private static Throwable unreachable(Throwable cause, String address) {
    if (cause instanceof WpdException || !(cause instanceof ReplyException reply)) {
      return cause;
    }
    return new WpdException(
        reply.failureType() == ReplyFailure.NO_HANDLERS
            ? Problem.of(
                ProblemCode.GATEWAY_UNREACHABLE,
                "nobody answers at " + address + "; the command was not carried out")
            : Problem.of(
                ProblemCode.GATEWAY_UNREACHABLE,
                "no answer came from " + address + " in time; the command was not carried out"));
  }

  private static Throwable unknown(Throwable cause) {
    if (cause instanceof WpdException || !(cause instanceof ReplyException)) {
      return cause;
    }
    return new WpdException(
        Problem.of(
            ProblemCode.OUTCOME_UNKNOWN,
            "the gateway took the command and did not answer; send it again with the same"
                + " requestId"));
  }
}
