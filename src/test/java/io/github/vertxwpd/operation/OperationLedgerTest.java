package io.github.vertxwpd.operation;

import static io.github.vertxwpd.operation.LedgerFixture.CAMERA;
import static io.github.vertxwpd.operation.LedgerFixture.CAMERA_ID;
import static io.github.vertxwpd.operation.LedgerFixture.PHONE_ID;
import static io.github.vertxwpd.operation.LedgerFixture.connect;
import static io.github.vertxwpd.operation.LedgerFixture.disconnect;
import static io.github.vertxwpd.operation.LedgerFixture.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationEnd;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Outcome;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.StreamPosition;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperationLedgerTest {
  private final LedgerFixture gateway = new LedgerFixture();
  private final VirtualTime time = gateway.time;
  private final ScriptedApartment apartment = gateway.apartment;

  @Test
  void theReplyComesWhenWindowsHasQueuedTheRequestAndTheEndComesFromTheCallback() {
    Operation reply = gateway.ledger.submit(disconnect(CAMERA_ID)).result();

    assertThat(reply.state()).isEqualTo(OperationState.PENDING);
    assertThat(reply.hresult()).contains(Hresult.S_OK);
    assertThat(gateway.link(CAMERA_ID)).isEqualTo(LinkState.DISCONNECTING);
    assertThat(gateway.completions()).isEmpty();

    time.pass(2_300);
    gateway.request(0).succeed();

    OperationEnd end = gateway.onlyCompletion();
    assertThat(end.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(end.verified()).isTrue();
    assertThat(end.changed()).isTrue();
    assertThat(end.before()).isEqualTo(LinkState.CONNECTED);
    assertThat(end.after()).isEqualTo(LinkState.DISCONNECTED);
    assertThat(end.durationMs()).isEqualTo(2_300);
    assertThat(gateway.link(CAMERA_ID)).isEqualTo(LinkState.DISCONNECTED);
    assertThat(gateway.request(0).releases).isEqualTo(1);
    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void eventsTellTheStoryInOrder() {
    gateway.ledger.submit(disconnect(CAMERA_ID));
    gateway.request(0).succeed();

    assertThat(gateway.events())
        .extracting(event -> event.getString("type"))
        .containsExactly(
            "wpd.operation.accepted.v1",
            "wpd.device.changed.v1",
            "wpd.device.changed.v1",
            "wpd.operation.completed.v1");
    JsonObject changed = gateway.events().get(2).getJsonObject("data");
    assertThat(changed.getString("cause")).isEqualTo("command");
    assertThat(changed.getString("before")).isEqualTo("disconnecting");
    JsonObject accepted = gateway.events().get(0).getJsonObject("data");
    assertThat(PortableCursor.parse(accepted.getString("cursor")).orElseThrow().positions())
        .containsEntry("gw", new StreamPosition("e1", 0));
  }

  @Test
  void aCallbackBeforeTheCallHasReturnedCounts() {
    apartment.answer(
        (request, before) -> {
          request.succeed();
          return new Submission.Queued(request, Hresult.S_OK, before);
        });

    Operation reply = gateway.ledger.submit(disconnect(CAMERA_ID)).result();

    assertThat(reply.state()).isEqualTo(OperationState.ENDED);
    assertThat(gateway.onlyCompletion().outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void aSecondCallbackIsAnEventButNoSecondEnd() {
    gateway.ledger.submit(disconnect(CAMERA_ID));
    gateway.request(0).succeed();
    gateway.request(0).complete(Hresult.S_OK);

    assertThat(gateway.completions()).hasSize(1);
    assertThat(gateway.lateCallbacks())
        .singleElement()
        .extracting(late -> late.getInteger("ordinal"))
        .isEqualTo(2);
  }

  @Test
  void withoutACallbackTheRequestIsCancelledAndTheOperationTimesOut() {
    gateway.ledger.submit(disconnect(CAMERA_ID));

    time.pass(OperationRequest.DEFAULT_TIMEOUT_MS);
    assertThat(gateway.request(0).cancels).isEqualTo(1);
    assertThat(gateway.completions()).isEmpty();

    time.pass(OperationRun.CANCEL_GRACE_MS);
    OperationEnd end = gateway.onlyCompletion();
    assertThat(end.outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(end.after()).isEqualTo(LinkState.CONNECTED);
    assertThat(end.problem().orElseThrow().code()).isEqualTo(ProblemCode.TIMED_OUT);
    assertThat(gateway.link(CAMERA_ID)).isEqualTo(LinkState.CONNECTED);
  }

  @Test
  void aCallbackAfterTheTimeOutIsAnEventButNoSecondEnd() {
    gateway.ledger.submit(disconnect(CAMERA_ID));
    time.pass(OperationRequest.DEFAULT_TIMEOUT_MS + OperationRun.CANCEL_GRACE_MS);
    gateway.request(0).succeed();

    assertThat(gateway.completions()).hasSize(1);
    assertThat(gateway.lateCallbacks())
        .singleElement()
        .extracting(late -> late.getInteger("ordinal"))
        .isEqualTo(1);
  }

  @Test
  void aSuccessThatCameWhileTheCallHungIsTheEndOnceTheCallIsGivenUp() {
    apartment.hangNext();
    gateway.ledger.submit(disconnect(CAMERA_ID));
    gateway.request(0).succeed();
    apartment.giveUp();

    OperationEnd end = gateway.onlyCompletion();
    assertThat(end.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(end.verified()).isTrue();
    assertThat(gateway.lateCallbacks()).isEmpty();
  }

  @Test
  void aCallbackThatCameWhileTheCallHungIsAnEventOnceTheOperationHasTimedOut() {
    apartment.answer(
        (request, before) -> {
          request.succeed();
          time.pass(OperationRequest.DEFAULT_TIMEOUT_MS);
          return new Submission.Queued(request, Hresult.S_OK, before);
        });

    gateway.ledger.submit(disconnect(CAMERA_ID));

    assertThat(gateway.onlyCompletion().outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(gateway.lateCallbacks())
        .singleElement()
        .extracting(late -> late.getInteger("ordinal"))
        .isEqualTo(1);
  }

  @Test
  void successMayStillWinAgainstTheCancellationAfterATimeOut() {
    gateway.ledger.submit(disconnect(CAMERA_ID));
    time.pass(OperationRequest.DEFAULT_TIMEOUT_MS);
    gateway.request(0).succeed();

    assertThat(gateway.onlyCompletion().outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void aConfirmedCancellationAfterATimeOutIsATimeOut() {
    gateway.ledger.submit(disconnect(CAMERA_ID));
    time.pass(OperationRequest.DEFAULT_TIMEOUT_MS);
    gateway.request(0).complete(Hresult.ERROR_OPERATION_ABORTED);

    assertThat(gateway.onlyCompletion().outcome()).isEqualTo(Outcome.TIMED_OUT);
  }

  @Test
  void aFailingCallbackEndsItAsFailedWithTheCode() {
    gateway.ledger.submit(disconnect(CAMERA_ID));
    gateway.request(0).complete(Hresult.E_FAIL);

    OperationEnd end = gateway.onlyCompletion();
    assertThat(end.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(end.hresult()).contains(Hresult.E_FAIL);
    assertThat(end.problem().orElseThrow().code()).isEqualTo(ProblemCode.WPD_ERROR);
    assertThat(end.after()).isEqualTo(LinkState.CONNECTED);
    assertThat(end.verified()).isFalse();
  }

  @Test
  void successThatIsNotSeenIsReportedAsUnverified() {
    gateway.ledger.submit(disconnect(CAMERA_ID));
    gateway.request(0).complete(Hresult.S_OK);
    assertThat(gateway.completions()).isEmpty();

    time.pass(Verification.LIMIT_MS);

    OperationEnd end = gateway.onlyCompletion();
    assertThat(end.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(end.verified()).isFalse();
    assertThat(end.changed()).isFalse();
    assertThat(end.after()).isEqualTo(LinkState.CONNECTED);
  }

  @Test
  void successThatIsSeenALittleLaterIsVerified() {
    gateway.ledger.submit(disconnect(CAMERA_ID));
    gateway.request(0).complete(Hresult.S_OK);
    time.pass(Verification.RETRY_MS);
    apartment.links.put(CAMERA, LinkState.DISCONNECTED);
    time.pass(Verification.RETRY_MS);

    assertThat(gateway.onlyCompletion().verified()).isTrue();
    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void aRefusedCallIsAProblemAtOnceAndAnEnd() {
    apartment.answer(
        (request, before) ->
            new Submission.Refused(
                "IPortableDeviceConnector::Disconnect", Hresult.E_ACCESSDENIED, before));

    Problem problem = problemOf(gateway.ledger.submit(disconnect(CAMERA_ID)));

    assertThat(problem.code()).isEqualTo(ProblemCode.ACCESS_DENIED);
    assertThat(problem.hresult()).contains(Hresult.E_ACCESSDENIED);
    assertThat(problem.operation()).isPresent();
    assertThat(gateway.onlyCompletion().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(gateway.link(CAMERA_ID)).isEqualTo(LinkState.CONNECTED);
  }

  @Test
  void disconnectingADisconnectedDeviceSucceedsWithoutChangingAnything() {
    apartment.links.put(CAMERA, LinkState.DISCONNECTED);

    Operation reply = gateway.ledger.submit(disconnect(CAMERA_ID)).result();

    assertThat(reply.end().orElseThrow().changed()).isFalse();
    assertThat(gateway.onlyCompletion().outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(apartment.requests).isEmpty();
  }

  @Test
  void whatHasNotStartedInTimeExpiresAndIsNeverCalled() {
    apartment.stuck();
    Future<Operation> reply = gateway.ledger.submit(disconnect(CAMERA_ID));
    time.pass(OperationRequest.DEFAULT_EXPIRES_IN_MS);

    assertThat(gateway.onlyCompletion().outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(problemOf(reply).code()).isEqualTo(ProblemCode.TIMED_OUT);

    apartment.free();
    assertThat(apartment.requests).isEmpty();
    assertThat(gateway.completions()).hasSize(1);
  }

  @Test
  void whatTheApartmentHasBegunDoesNotExpireAnyMore() {
    gateway.deferHops();
    apartment.answer(
        (request, before) -> {
          time.pass(OperationRequest.DEFAULT_EXPIRES_IN_MS);
          return new Submission.Queued(request, Hresult.S_OK, before);
        });
    gateway.ledger.submit(disconnect(CAMERA_ID));
    gateway.runHops();
    assertThat(gateway.completions()).isEmpty();

    gateway.request(0).succeed();
    assertThat(gateway.onlyCompletion().outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void anOperationWaitedUntilItsCallBeganHoweverLateTheEventLoopHears() {
    gateway.deferHops();
    gateway.ledger.submit(disconnect(CAMERA_ID));
    time.pass(5_000);
    gateway.runHops();

    gateway.request(0).succeed();
    assertThat(gateway.onlyCompletion().queuedMs()).isZero();
  }

  @Test
  void anOperationWhoseVerificationHangsEndsAllTheSame() {
    gateway.ledger.submit(disconnect(CAMERA_ID));
    apartment.stuck();
    gateway.request(0).succeed();
    time.pass(Verification.LIMIT_MS);

    OperationEnd end = gateway.onlyCompletion();
    assertThat(end.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(end.verified()).isFalse();
    assertThat(end.after()).isEqualTo(LinkState.UNKNOWN);
  }

  @Test
  void theSameVerbJoinsTheRunningOperation() {
    Operation first = gateway.ledger.submit(disconnect(CAMERA_ID)).result();
    Operation second = gateway.ledger.submit(disconnect(CAMERA)).result();

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.duplicate()).isTrue();
    assertThat(apartment.requests).hasSize(1);
  }

  @Test
  void theOppositeVerbIsRefusedWhileAnOperationRuns() {
    Operation running = gateway.ledger.submit(disconnect(CAMERA_ID)).result();
    Problem problem = problemOf(gateway.ledger.submit(connect(CAMERA_ID)));

    assertThat(problem.code()).isEqualTo(ProblemCode.OPERATION_IN_PROGRESS);
    assertThat(problem.operation()).contains(running.id());
  }

  @Test
  void operationsOnOtherDevicesAreNotAffected() {
    gateway.ledger.submit(disconnect(CAMERA_ID));
    gateway.ledger.submit(disconnect(PHONE_ID));
    gateway.request(1).succeed();

    assertThat(gateway.onlyCompletion().outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(gateway.link(PHONE_ID)).isEqualTo(LinkState.DISCONNECTED);
    assertThat(gateway.link(CAMERA_ID)).isEqualTo(LinkState.DISCONNECTING);
  }

  @Test
  void theSameRequestIdNeverRunsTwice() {
    OperationRequest order = disconnect(CAMERA_ID, new JsonObject().put("requestId", "order-7781"));
    Operation first = gateway.ledger.submit(order).result();
    gateway.request(0).succeed();
    apartment.links.put(CAMERA, LinkState.CONNECTED);

    Operation again = gateway.ledger.submit(order).result();

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.duplicate()).isTrue();
    assertThat(apartment.requests).hasSize(1);
  }

  @Test
  void aRequestIdForSomethingElseIsRefused() {
    gateway.ledger.submit(disconnect(CAMERA_ID, new JsonObject().put("requestId", "order-7781")));
    Problem problem =
        problemOf(
            gateway.ledger.submit(
                disconnect(PHONE_ID, new JsonObject().put("requestId", "order-7781"))));

    assertThat(problem.code()).isEqualTo(ProblemCode.REQUEST_ID_REUSED);
  }

  @Test
  void waitingMeansTheReplyComesAtTheEnd() {
    Future<Operation> reply =
        gateway.ledger.submit(disconnect(CAMERA_ID, new JsonObject().put("wait", true)));
    assertThat(reply.isComplete()).isFalse();
    gateway.request(0).succeed();

    assertThat(reply.result().state()).isEqualTo(OperationState.ENDED);
  }

  @Test
  void anUnknownDeviceIsRefused() {
    assertThat(problemOf(gateway.ledger.submit(disconnect("bt-000000000000"))).code())
        .isEqualTo(ProblemCode.DEVICE_NOT_FOUND);
    assertThat(gateway.events()).isEmpty();
  }

  @Test
  void whileDevicesCannotBeReachedCommandsSayWhy() {
    gateway.outage =
        Optional.of(Problem.of(ProblemCode.WPD_NOT_INSTALLED, "the feature is missing"));

    assertThat(problemOf(gateway.ledger.submit(disconnect(CAMERA_ID))).code())
        .isEqualTo(ProblemCode.WPD_NOT_INSTALLED);
  }

  @Test
  void drainingRefusesNewCommandsAndWaitsForTheRunningOnes() {
    gateway.ledger.submit(disconnect(CAMERA_ID));
    Future<Void> drained = gateway.ledger.drain(5_000);

    assertThat(problemOf(gateway.ledger.submit(disconnect(PHONE_ID))).code())
        .isEqualTo(ProblemCode.GATEWAY_STOPPING);
    assertThat(drained.isComplete()).isFalse();

    gateway.request(0).succeed();
    assertThat(drained.succeeded()).isTrue();
  }

  @Test
  void whatStillRunsWhenTheDrainIsOverIsLeftToTheNextStart() {
    gateway.ledger.submit(disconnect(CAMERA_ID));
    Future<Void> drained = gateway.ledger.drain(5_000);
    time.pass(5_000);

    assertThat(drained.succeeded()).isTrue();
    assertThat(gateway.completions()).isEmpty();

    apartment.links.put(CAMERA, LinkState.DISCONNECTED);
    gateway.restart();
    assertThat(gateway.onlyCompletion().outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void cancellingIsAskedOfWindowsAndTheCallbackTellsWhetherItWas() {
    Operation operation = gateway.ledger.submit(disconnect(CAMERA_ID)).result();
    assertThat(gateway.ledger.cancel(operation.id()).succeeded()).isTrue();
    assertThat(gateway.request(0).cancels).isEqualTo(1);
    assertThat(gateway.completions()).isEmpty();

    gateway.request(0).complete(Hresult.ERROR_CANCELLED);
    assertThat(gateway.onlyCompletion().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(gateway.link(CAMERA_ID)).isEqualTo(LinkState.CONNECTED);
  }

  @Test
  void successMayWinAgainstACancellation() {
    Operation operation = gateway.ledger.submit(disconnect(CAMERA_ID)).result();
    gateway.ledger.cancel(operation.id());
    gateway.request(0).succeed();

    assertThat(gateway.onlyCompletion().outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void aCancellationThatWindowsNeverAnswersEndsAfterItsGrace() {
    Operation operation = gateway.ledger.submit(disconnect(CAMERA_ID)).result();
    gateway.ledger.cancel(operation.id());
    time.pass(OperationRun.CANCEL_GRACE_MS);

    assertThat(gateway.onlyCompletion().outcome()).isEqualTo(Outcome.CANCELLED);
  }

  @Test
  void whatHasNotStartedIsCancelledAtOnce() {
    apartment.stuck();
    gateway.ledger.submit(disconnect(CAMERA_ID));
    Operation waiting = gateway.book.running().get(0);
    gateway.ledger.cancel(waiting.id());
    assertThat(gateway.onlyCompletion().outcome()).isEqualTo(Outcome.CANCELLED);

    apartment.free();
    assertThat(apartment.requests).isEmpty();
  }

  @Test
  void cancellingAnEndedOperationIsRefusedWithItsEnd() {
    Operation operation = gateway.ledger.submit(disconnect(CAMERA_ID)).result();
    gateway.request(0).succeed();

    Problem problem = problemOf(gateway.ledger.cancel(operation.id()));
    assertThat(problem.code()).isEqualTo(ProblemCode.OPERATION_ENDED);
    assertThat(problem.detail()).contains("succeeded");
    assertThat(problemOf(gateway.ledger.cancel("nothing")).code())
        .isEqualTo(ProblemCode.OPERATION_NOT_FOUND);
  }

  @Test
  void aDryRunChecksEverythingAndDoesNothing() {
    JsonObject dryRun = new JsonObject().put("dryRun", true);
    Operation checked = gateway.ledger.submit(disconnect(CAMERA_ID, dryRun)).result();

    assertThat(checked.dryRun()).isTrue();
    assertThat(gateway.events()).isEmpty();
    assertThat(apartment.requests).isEmpty();
    assertThat(problemOf(gateway.ledger.submit(disconnect("nobody", dryRun))).code())
        .isEqualTo(ProblemCode.DEVICE_NOT_FOUND);
  }

  @Test
  void aDeviceWhoseCallHungIsLeftAloneForAWhile() {
    gateway.hung.hangs(new DeviceId(CAMERA_ID), time.monotonicMs());

    Problem problem = problemOf(gateway.ledger.submit(disconnect(CAMERA_ID)));
    assertThat(problem.hresult()).contains(Hresult.E_WPD_DEVICE_IS_HUNG);
    assertThat(problem.retryAfterMs()).contains(HungDevices.FIRST_BACK_OFF_MS);

    time.pass(HungDevices.FIRST_BACK_OFF_MS);
    assertThat(gateway.ledger.submit(disconnect(CAMERA_ID)).succeeded()).isTrue();
  }
}
