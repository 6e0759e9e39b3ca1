package io.github.vertxwpd.invariants;

import static io.github.vertxwpd.invariants.Script.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.invariants.Entry.GatewayDied;
import io.github.vertxwpd.invariants.Entry.GatewayReady;
import io.github.vertxwpd.invariants.Entry.ResetSeen;
import io.github.vertxwpd.invariants.Entry.Subscribed;
import io.github.vertxwpd.invariants.Entry.Unanswered;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The checker finds what is broken, and nothing else, in histories written by hand. */
class InvariantsTest {
  private static final JsonObject BODY =
      new JsonObject().put("timeoutMs", 1_000).put("expiresInMs", 200);

  @Test
  void anOperationFromItsCommandToItsEndBreaksNothing() {
    assertThat(
            Script.begin()
                .sent("disconnect", "a", "r1", BODY)
                .accepted("op1", "a", "r1")
                .changed(device("a", "disconnecting", "op1"))
                .answered("op1", "pending", false)
                .changed(device("a", "disconnected", null))
                .completed("op1", "a", "succeeded")
                .sent("disconnect", "a", "r1", BODY)
                .answered(200, ended("op1", "succeeded"))
                .changed(device("a"))
                .quiet()
                .violations())
        .isEmpty();
  }

  private static JsonObject ended(String operation, String outcome) {
    return new JsonObject()
        .put("operation", operation)
        .put("state", "ended")
        .put("duplicate", true)
        .put("outcome", outcome);
  }

  @Nested
  class EveryAcceptedOperationEndsOnce {
    @Test
    void alsoAfterAKill() {
      assertThat(
              Script.begin()
                  .accepted("op1", "a")
                  .restarted()
                  .completed("op1", "a", "lost")
                  .quiet()
                  .violations())
          .isEmpty();
    }

    @Test
    void anEndThatNeverComesIsFound() {
      assertThat(Script.begin().accepted("op1", "a").quiet().violations())
          .contains("ends-once: op1 was accepted and never ended");
    }

    @Test
    void anOperationThatOnlyItsAnswerTellsOfIsFound() {
      assertThat(
              Script.begin()
                  .sent("disconnect", "a", null, BODY)
                  .answered("op1", "pending", false)
                  .restarted()
                  .quiet()
                  .violations())
          .containsExactly("ends-once: op1 was accepted and never ended");
    }

    @Test
    void anOperationThatOnlyAProblemTellsOfIsFound() {
      assertThat(
              Script.begin()
                  .sent("disconnect", "a", null, BODY)
                  .answered(502, new JsonObject().put("code", "wpd-error").put("operation", "op1"))
                  .quiet()
                  .violations())
          .containsExactly("ends-once: op1 was accepted and never ended");
    }

    @Test
    void anOperationThatTheGatewayDoesNotKnowNeedNoEnd() {
      JsonObject problem =
          new JsonObject().put("code", "operation-not-found").put("operation", "op1");
      assertThat(
              Script.begin()
                  .sent("cancel", "op1", null, new JsonObject())
                  .answered(404, problem)
                  .quiet()
                  .violations())
          .isEmpty();
    }

    @Test
    void anOperationThatWasInProgressWhenTheGatewayWasKilledNeedNotHaveBeenAccepted() {
      JsonObject problem =
          new JsonObject().put("code", "operation-in-progress").put("operation", "op1");
      assertThat(
              Script.begin()
                  .sent("connect", "a", null, BODY)
                  .answered(409, problem)
                  .restarted()
                  .quiet()
                  .violations())
          .isEmpty();
    }

    @Test
    void aSecondEndIsFound() {
      assertThat(
              Script.begin()
                  .accepted("op1", "a")
                  .completed("op1", "a", "timed-out")
                  .completed("op1", "a", "succeeded")
                  .quiet()
                  .violations())
          .containsExactly("ends-once: op1 ended again: timed-out, now succeeded");
    }

    @Test
    void anAnswerThatSaysOtherwiseIsFound() {
      assertThat(
              Script.begin()
                  .accepted("op1", "a")
                  .completed("op1", "a", "lost")
                  .sent("read", "op1", null, new JsonObject())
                  .answered(200, ended("op1", "succeeded"))
                  .quiet()
                  .violations())
          .containsExactly("ends-once: op1 is answered as succeeded but its event says lost");
    }

    @Test
    void anEndWithoutAnAcceptanceIsFound() {
      assertThat(Script.begin().completed("op1", "a", "succeeded").quiet().violations())
          .containsExactly("ends-once: op1 ended succeeded and was never accepted");
    }

    /** Events after the acceptance of one operation may have been missed. */
    private Script gapDuring(String operation, List<String> running) {
      return Script.begin()
          .accepted(operation, "a")
          .skip(7)
          .entry(new ResetSeen(1, "retention"))
          .snapshot(true, running, device("a"), device("b"))
          .entry(new Subscribed(1, "k3f9.8", true, false));
    }

    @Test
    void anEndThatMayHaveBeenMissedIsAskedFor() {
      assertThat(
              gapDuring("op1", List.of())
                  .sent("read", "op1", null, new JsonObject())
                  .answered(200, ended("op1", "succeeded"))
                  .quiet()
                  .violations())
          .isEmpty();
      JsonObject unknown =
          new JsonObject().put("code", "operation-not-found").put("operation", "op1");
      assertThat(
              gapDuring("op1", List.of())
                  .sent("read", "op1", null, new JsonObject())
                  .answered(404, unknown)
                  .quiet()
                  .violations())
          .containsExactly("ends-once: op1 was accepted and never ended");
    }

    @Test
    void whatTheSnapshotAfterAGapShowsMustEnd() {
      assertThat(
              gapDuring("op1", List.of("op1"))
                  .completed("op1", "a", "succeeded")
                  .quiet()
                  .violations())
          .isEmpty();
      assertThat(
              gapDuring("op1", List.of("op1"))
                  .sent("read", "op1", null, new JsonObject())
                  .answered(200, ended("op1", "succeeded"))
                  .quiet()
                  .violations())
          .contains("ends-once: op1 was accepted and never ended");
    }

    @Test
    void whatIsAcceptedAfterAGapMustEnd() {
      assertThat(
              gapDuring("op1", List.of("op1"))
                  .completed("op1", "a", "succeeded")
                  .accepted("op2", "a")
                  .sent("read", "op2", null, new JsonObject())
                  .answered(200, ended("op2", "succeeded"))
                  .quiet()
                  .violations())
          .contains("ends-once: op2 was accepted and never ended");
    }

    @Test
    void anEndAfterAGapOfWhatTheSnapshotDidNotShowIsFound() {
      assertThat(
              gapDuring("op1", List.of("op1"))
                  .completed("op1", "a", "succeeded")
                  .completed("op2", "b", "succeeded")
                  .quiet()
                  .violations())
          .containsExactly("ends-once: op2 ended succeeded and was never accepted");
    }

    @Test
    void anEndedOperationThatASnapshotShowsIsFound() {
      assertThat(
              gapDuring("op1", List.of("op1"))
                  .completed("op1", "a", "succeeded")
                  .entry(new ResetSeen(1, "lagged"))
                  .snapshot(true, List.of("op1"), device("a"), device("b"))
                  .quiet()
                  .violations())
          .contains("ends-once: op1 ended succeeded, and a snapshot shows it running");
    }

    @Test
    void anEndPastItsBoundIsFoundWhileTheGatewayLived() {
      assertThat(endAfter(11_201, false).violations())
          .containsExactly("ends-once: op1 took 11201 ms, not 11200");
      assertThat(endAfter(11_200, false).violations()).isEmpty();
      assertThat(endAfter(11_201, true).violations()).isEmpty();
    }

    private Script endAfter(long ms, boolean restarted) {
      Script script =
          Script.begin()
              .after(1)
              .sent("disconnect", "a", "r1", BODY)
              .accepted("op1", "a", "r1")
              .answered("op1", "pending", false)
              .after(ms);
      Script then = restarted ? script.restarted() : script;
      return then.event(
              "operation.completed",
              "a",
              new JsonObject().put("operation", "op1").put("outcome", "lost").put("queuedMs", 1),
              event -> event.put("correlationid", "r1"))
          .quiet();
    }
  }

  @Nested
  class WhatADeadProcessLeftEndsFirst {
    @Test
    void aNewOperationBeforeThatIsFound() {
      assertThat(
              Script.begin()
                  .accepted("op1", "a")
                  .restarted()
                  .accepted("op2", "b")
                  .completed("op1", "a", "lost")
                  .completed("op2", "b", "succeeded")
                  .quiet()
                  .violations())
          .containsExactly("recovered-first: op2 was accepted before op1 had ended");
    }
  }

  @Nested
  class NoRequestIdIsExecutedTwice {
    @Test
    void anotherOperationForTheSameIdIsFound() {
      assertThat(answeredTwice("op1", true).violations()).isEmpty();
      assertThat(answeredTwice("op2", true).violations())
          .containsExactly("at-most-once: r1 led to op1, and again to op2");
      assertThat(answeredTwice("op1", false).violations())
          .containsExactly("at-most-once: r1 was answered twice as if it were new");
    }

    private Script answeredTwice(String second, boolean duplicate) {
      return Script.begin()
          .sent("disconnect", "a", "r1", BODY)
          .answered("op1", "pending", false)
          .sent("disconnect", "a", "r1", BODY)
          .answered(second, "pending", duplicate);
    }

    @Test
    void aProblemNamesTheOperationThatItLedTo() {
      JsonObject expired = new JsonObject().put("code", "timed-out").put("operation", "op2");
      JsonObject busy =
          new JsonObject().put("code", "operation-in-progress").put("operation", "op2");
      Script once =
          Script.begin().sent("disconnect", "a", "r1", BODY).answered("op1", "pending", false);
      assertThat(once.sent("disconnect", "a", "r1", BODY).answered(409, busy).violations())
          .isEmpty();
      assertThat(once.sent("disconnect", "a", "r1", BODY).answered(504, expired).violations())
          .containsExactly("at-most-once: r1 led to op1, and again to op2");
    }

    @Test
    void twoExecutionsOfWhichNoneWasAnsweredAreFound() {
      assertThat(
              Script.begin()
                  .accepted("op1", "a", "r1")
                  .completed("op1", "a", "succeeded")
                  .restarted()
                  .accepted("op2", "a", "r1")
                  .completed("op2", "a", "succeeded")
                  .quiet()
                  .violations())
          .containsExactly("at-most-once: r1 was executed as op1 and as op2");
    }

    @Test
    void anotherBodyMustBeRefused() {
      JsonObject other = BODY.copy().put("timeoutMs", 2_000);
      Script once =
          Script.begin()
              .sent("disconnect", "a", "r1", BODY)
              .answered("op1", "pending", false)
              .sent("disconnect", "a", "r1", other);
      assertThat(once.answered("op1", "pending", true).violations())
          .singleElement()
          .asString()
          .startsWith("at-most-once: r1 was accepted for disconnect a {expiresInMs=200");
    }

    @Test
    void aRefusalOfAnotherBodyBreaksNothing() {
      assertThat(
              Script.begin()
                  .sent("disconnect", "a", "r1", BODY)
                  .answered("op1", "pending", false)
                  .sent("disconnect", "a", "r1", new JsonObject())
                  .answered(422, new JsonObject().put("code", "request-id-reused"))
                  .violations())
          .isEmpty();
    }
  }

  @Nested
  class NothingStartsAfterItsExpiry {
    @Test
    void aLateStartIsFound() {
      assertThat(endedAfter(701, "succeeded").violations())
          .singleElement()
          .asString()
          .startsWith("nothing-late: op1 started after 701 ms and should have expired after 200");
      assertThat(endedAfter(700, "succeeded").violations()).isEmpty();
      assertThat(endedAfter(5_000, "expired").violations()).isEmpty();
    }

    private Script endedAfter(long queuedMs, String outcome) {
      return Script.begin()
          .sent("disconnect", "a", null, BODY)
          .accepted("op1", "a")
          .completed("op1", "a", outcome, queuedMs)
          .answered("op1", "pending", false)
          .quiet();
    }

    @Test
    void whatALaterProcessEndedIsNotKnownToHaveWaited() {
      assertThat(
              Script.begin()
                  .accepted("op1", "a", "r1")
                  .restarted()
                  .completed("op1", "a", "lost", 60_000)
                  .quiet()
                  .violations())
          .isEmpty();
    }

    @Test
    void whatExpiredWasNeverShownAsRunning() {
      assertThat(
              Script.begin()
                  .accepted("op1", "a")
                  .changed(device("a", "disconnecting", "op1"))
                  .changed(device("a"))
                  .completed("op1", "a", "expired")
                  .quiet()
                  .violations())
          .containsExactly("nothing-late: op1 expired although it had started");
    }
  }

  @Nested
  class ADeviceHasOneOperationInFlight {
    @Test
    void aSecondOneIsFound() {
      assertThat(
              Script.begin()
                  .accepted("op1", "a")
                  .accepted("op2", "a")
                  .completed("op1", "a", "succeeded")
                  .completed("op2", "a", "succeeded")
                  .quiet()
                  .violations())
          .containsExactly("one-in-flight: op2 was accepted while op1 ran on a");
    }

    @Test
    void oneOnEachOfTwoDevicesBreaksNothing() {
      assertThat(
              Script.begin()
                  .accepted("op1", "a")
                  .accepted("op2", "b")
                  .completed("op1", "a", "succeeded")
                  .completed("op2", "b", "succeeded")
                  .quiet()
                  .violations())
          .isEmpty();
    }

    @Test
    void aDeviceThatShowsAnEndedOperationIsFound() {
      assertThat(
              Script.begin()
                  .accepted("op1", "a")
                  .completed("op1", "a", "timed-out")
                  .changed(device("a", "disconnecting", "op1"))
                  .changed(device("a"))
                  .quiet()
                  .violations())
          .containsExactly("one-in-flight: a shows op1, not in flight");
    }
  }

  @Nested
  class NoEventIsMissing {
    @Test
    void aGapIsFound() {
      assertThat(
              Script.begin().changed(device("a")).skip(1).changed(device("b")).quiet().violations())
          .singleElement()
          .asString()
          .startsWith("no-gap: after /gateways/invariants k3f9:1 came /gateways/invariants k3f9:3");
    }

    @Test
    void aGapBehindAResetBreaksNothing() {
      assertThat(
              Script.begin()
                  .changed(device("a"))
                  .skip(7)
                  .entry(new ResetSeen(1, "lagged"))
                  .snapshot(true, device("a"), device("b"))
                  .entry(new Subscribed(1, "k3f9.8", true, false))
                  .changed(device("b"))
                  .quiet()
                  .violations())
          .isEmpty();
    }

    @Test
    void aResetBecauseOfTheEpochIsALoss() {
      assertThat(Script.begin().restarted().entry(new ResetSeen(2, "epoch")).violations())
          .containsExactly("no-gap: the gateway no longer knows a cursor that it gave");
    }

    @Test
    void aNewEpochIsFound() {
      assertThat(Script.begin().entry(new GatewayReady("k400", "http://127.0.0.1:2")).violations())
          .containsExactly("no-gap: the epoch k3f9 became k400");
    }

    @Test
    void anEventThatComesAgainAfterAReconnectIsDropped() {
      assertThat(
              Script.begin()
                  .changed(device("a"))
                  .reconnected()
                  .skip(-1)
                  .changed(device("a"))
                  .quiet()
                  .violations())
          .isEmpty();
    }

    @Test
    void anEventThatComesTwiceOnOneConnectionIsFound() {
      assertThat(
              Script.begin()
                  .changed(device("a"))
                  .skip(-1)
                  .changed(device("a"))
                  .quiet()
                  .violations())
          .containsExactly("no-gap: /gateways/invariants k3f9:1 came twice on one connection");
    }

    @Test
    void anEventThatWasRewrittenIsFound() {
      assertThat(
              Script.begin()
                  .changed(device("a", "disconnected", null))
                  .reconnected()
                  .skip(-1)
                  .changed(device("a"))
                  .violations())
          .contains("no-gap: /gateways/invariants k3f9:1 came again with other content");
    }

    @Test
    void aSubscriptionThatStartsAnewWithoutAResetIsFound() {
      assertThat(Script.begin().entry(new Subscribed(2, "k3f9.9", true, false)).violations())
          .containsExactly(
              "no-gap: a subscription that asked to resume started anew without a reset");
    }
  }

  @Nested
  class ASnapshotIsWhatTheEventsAddUpTo {
    @Test
    void anotherLinkIsFound() {
      assertThat(
              Script.begin()
                  .changed(device("a", "disconnected", null))
                  .snapshot(false, device("a"), device("b"))
                  .violations())
          .singleElement()
          .asString()
          .startsWith("adds-up: a: the events up to k3f9.1 add up to Shown[name=Device a,")
          .contains("link=disconnected")
          .contains("link=connected");
    }

    @Test
    void aDeviceTooFewIsFound() {
      assertThat(Script.begin().snapshot(false, device("a")).violations())
          .singleElement()
          .asString()
          .startsWith("adds-up: b: ")
          .endsWith("the snapshot shows null");
    }

    @Test
    void aSnapshotInTheMiddleIsComparedAtItsPlace() {
      assertThat(
              Script.begin()
                  .snapshot(false, device("a"), device("b"))
                  .changed(device("a", "disconnected", null))
                  .violations())
          .isEmpty();
    }

    @Test
    void anOperationThatTheSnapshotDoesNotKnowIsFound() {
      assertThat(
              Script.begin()
                  .accepted("op1", "a")
                  .snapshot(false, device("a"), device("b"))
                  .violations())
          .containsExactly(
              "adds-up: running at k3f9.1 by the events alone: [op1]; by the snapshot alone: []");
    }

    @Test
    void whatRunsAfterTheQuietIsFound() {
      Script script =
          Script.begin()
              .accepted("op1", "a")
              .entry(new Entry.Quiet(0))
              .snapshot(false, List.of("op1"), device("a"), device("b"));
      assertThat(script.violations())
          .contains(
              "adds-up: still running: op1", "adds-up: the events leave running at the end: [op1]");
    }

    @Test
    void aSnapshotThatLiesInAGapIsNotCompared() {
      assertThat(
              Script.begin()
                  .changed(device("a", "disconnected", null))
                  .skip(3)
                  .snapshot(false, device("a"), device("b"))
                  .skip(3)
                  .entry(new ResetSeen(1, "lagged"))
                  .snapshot(true, device("a"), device("b"))
                  .entry(new Subscribed(1, "k3f9.7", true, false))
                  .after(1_001)
                  .quiet()
                  .violations())
          .isEmpty();
    }

    @Test
    void aFollowerThatNeverGetsThereIsFound() {
      assertThat(Script.begin().skip(3).snapshot(false, device("a"), device("b")).violations())
          .containsExactly("adds-up: the follower never got to the snapshot's cursor k3f9.3");
    }
  }

  @Nested
  class EveryRequestIsAnswered {
    @Test
    void silenceIsFoundAndABrokenConnectionIsNot() {
      Script sent = Script.begin().sent("disconnect", "a", null, BODY);
      assertThat(sent.entry(new Unanswered(1, false, "reset by peer")).violations()).isEmpty();
      assertThat(sent.entry(new Unanswered(1, true, "timed out")).violations())
          .containsExactly("always-answered: call 1 got no answer: timed out");
    }

    @Test
    void anInternalErrorIsFound() {
      assertThat(
              Script.begin()
                  .sent("disconnect", "a", null, BODY)
                  .answered(500, new JsonObject().put("code", "internal-error"))
                  .violations())
          .singleElement()
          .asString()
          .startsWith("always-answered: call 1 was answered with");
    }

    @Test
    void aProcessThatEndsByItselfIsFound() {
      assertThat(Script.begin().entry(new GatewayDied(134)).violations())
          .containsExactly("always-answered: the process ended by itself with exit code 134");
    }
  }
}
