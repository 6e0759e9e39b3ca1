package io.github.vertxwpd.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.EventBody.DeviceChanged;
import io.github.vertxwpd.model.EventBody.LateCallback;
import io.github.vertxwpd.model.EventBody.OperationAccepted;
import io.github.vertxwpd.model.EventBody.OperationCompleted;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationEnd;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Outcome;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.stream.EventStream;
import io.github.vertxwpd.stream.StreamWalk;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationLedgerTest {
  private static final String CAMERA = "\\\\?\\BTHENUM#camera&A0B1C2D3E4F5_C00000000";
  private static final String PHONE = "\\\\?\\BTHENUM#phone&A0B1C2D3E4F6_C00000000";
  private static final String CAMERA_ID = "bt-a0b1c2d3e4f5";
  private static final String PHONE_ID = "bt-a0b1c2d3e4f6";

  private final VirtualTime time = new VirtualTime();
  private final ScriptedApartment apartment = new ScriptedApartment();
  private final DeviceTable devices = new DeviceTable("gw");
  private final EventStream stream = new EventStream("gw", "e1", Clock.systemUTC(), 1_000);
  private Optional<Problem> outage = Optional.empty();
  private final OperationLedger ledger =
      new OperationLedger(devices, stream, apartment, time, Runnable::run, () -> outage);

  @BeforeEach
  void twoConnectedDevicesArePaired() {
    apartment.links.put(CAMERA, LinkState.CONNECTED);
    apartment.links.put(PHONE, LinkState.CONNECTED);
    devices.update(apartment.pairedDevices(), time.now(), Cause.STARTUP);
  }

  @Test
  void theReplyComesWhenWindowsHasQueuedTheRequestAndTheEndComesFromTheCallback() {
    Operation reply = ledger.submit(disconnect(CAMERA_ID)).result();

    assertThat(reply.state()).isEqualTo(OperationState.PENDING);
    assertThat(reply.hresult()).contains(Hresult.S_OK);
    assertThat(link(CAMERA_ID)).isEqualTo(LinkState.DISCONNECTING);
    assertThat(completions()).isEmpty();

    time.pass(2_300);
    request(0).succeed();

    OperationEnd end = onlyCompletion();
    assertThat(end.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(end.verified()).isTrue();
    assertThat(end.changed()).isTrue();
    assertThat(end.before()).isEqualTo(LinkState.CONNECTED);
    assertThat(end.after()).isEqualTo(LinkState.DISCONNECTED);
    assertThat(end.durationMs()).isEqualTo(2_300);
    assertThat(link(CAMERA_ID)).isEqualTo(LinkState.DISCONNECTED);
    assertThat(request(0).releases).isEqualTo(1);
    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void eventsTellTheStoryInOrder() {
    ledger.submit(disconnect(CAMERA_ID));
    request(0).succeed();

    assertThat(events())
        .extracting(EventBody::type)
        .containsExactly(
            "wpd.operation.accepted.v1",
            "wpd.device.changed.v1",
            "wpd.device.changed.v1",
            "wpd.operation.completed.v1");
    assertThat(((DeviceChanged) events().get(2)).cause()).isEqualTo(Cause.COMMAND);
    assertThat(((OperationAccepted) events().get(0)).operation().cursor().positions())
        .containsEntry("gw", new StreamPosition("e1", 0));
  }

  @Test
  void aCallbackBeforeTheCallHasReturnedCounts() {
    apartment.answer(
        (request, before) -> {
          request.succeed();
          return new Submission.Queued(request, Hresult.S_OK, before);
        });

    Operation reply = ledger.submit(disconnect(CAMERA_ID)).result();

    assertThat(reply.state()).isEqualTo(OperationState.ENDED);
    assertThat(onlyCompletion().outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void aSecondCallbackIsAnEventButNoSecondEnd() {
    ledger.submit(disconnect(CAMERA_ID));
    request(0).succeed();
    request(0).complete(Hresult.S_OK);

    assertThat(completions()).hasSize(1);
    assertThat(lateCallbacks()).singleElement().extracting(LateCallback::ordinal).isEqualTo(2);
  }

  @Test
  void withoutACallbackTheRequestIsCancelledAndTheOperationTimesOut() {
    ledger.submit(disconnect(CAMERA_ID));

    time.pass(OperationRequest.DEFAULT_TIMEOUT_MS);
    assertThat(request(0).cancels).isEqualTo(1);
    assertThat(completions()).isEmpty();

    time.pass(OperationRun.CANCEL_GRACE_MS);
    OperationEnd end = onlyCompletion();
    assertThat(end.outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(end.after()).isEqualTo(LinkState.CONNECTED);
    assertThat(end.problem().orElseThrow().code()).isEqualTo(ProblemCode.TIMED_OUT);
    assertThat(link(CAMERA_ID)).isEqualTo(LinkState.CONNECTED);
  }

  @Test
  void aCallbackAfterTheTimeOutIsAnEventButNoSecondEnd() {
    ledger.submit(disconnect(CAMERA_ID));
    time.pass(OperationRequest.DEFAULT_TIMEOUT_MS + OperationRun.CANCEL_GRACE_MS);
    request(0).succeed();

    assertThat(completions()).hasSize(1);
    assertThat(lateCallbacks()).singleElement().extracting(LateCallback::ordinal).isEqualTo(1);
  }

  @Test
  void successMayStillWinAgainstTheCancellationAfterATimeOut() {
    ledger.submit(disconnect(CAMERA_ID));
    time.pass(OperationRequest.DEFAULT_TIMEOUT_MS);
    request(0).succeed();

    assertThat(onlyCompletion().outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void aConfirmedCancellationAfterATimeOutIsATimeOut() {
    ledger.submit(disconnect(CAMERA_ID));
    time.pass(OperationRequest.DEFAULT_TIMEOUT_MS);
    request(0).complete(Hresult.ERROR_OPERATION_ABORTED);

    assertThat(onlyCompletion().outcome()).isEqualTo(Outcome.TIMED_OUT);
  }

  @Test
  void aFailingCallbackEndsItAsFailedWithTheCode() {
    ledger.submit(disconnect(CAMERA_ID));
    request(0).complete(Hresult.E_FAIL);

    OperationEnd end = onlyCompletion();
    assertThat(end.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(end.hresult()).contains(Hresult.E_FAIL);
    assertThat(end.problem().orElseThrow().code()).isEqualTo(ProblemCode.WPD_ERROR);
    assertThat(end.after()).isEqualTo(LinkState.CONNECTED);
    assertThat(end.verified()).isFalse();
  }

  @Test
  void successThatIsNotSeenIsReportedAsUnverified() {
    ledger.submit(disconnect(CAMERA_ID));
    request(0).complete(Hresult.S_OK);
    assertThat(completions()).isEmpty();

    time.pass(Verification.LIMIT_MS);

    OperationEnd end = onlyCompletion();
    assertThat(end.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(end.verified()).isFalse();
    assertThat(end.changed()).isFalse();
    assertThat(end.after()).isEqualTo(LinkState.CONNECTED);
  }

  @Test
  void successThatIsSeenALittleLaterIsVerified() {
    ledger.submit(disconnect(CAMERA_ID));
    request(0).complete(Hresult.S_OK);
    time.pass(Verification.RETRY_MS);
    apartment.links.put(CAMERA, LinkState.DISCONNECTED);
    time.pass(Verification.RETRY_MS);

    assertThat(onlyCompletion().verified()).isTrue();
    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void aRefusedCallIsAProblemAtOnceAndAnEnd() {
    apartment.answer(
        (request, before) ->
            new Submission.Refused(
                "IPortableDeviceConnector::Disconnect", Hresult.E_ACCESSDENIED, before));

    Problem problem = problemOf(ledger.submit(disconnect(CAMERA_ID)));

    assertThat(problem.code()).isEqualTo(ProblemCode.ACCESS_DENIED);
    assertThat(problem.hresult()).contains(Hresult.E_ACCESSDENIED);
    assertThat(problem.operation()).isPresent();
    assertThat(onlyCompletion().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(link(CAMERA_ID)).isEqualTo(LinkState.CONNECTED);
  }

  @Test
  void disconnectingADisconnectedDeviceSucceedsWithoutChangingAnything() {
    apartment.links.put(CAMERA, LinkState.DISCONNECTED);

    Operation reply = ledger.submit(disconnect(CAMERA_ID)).result();

    assertThat(reply.end().orElseThrow().changed()).isFalse();
    assertThat(onlyCompletion().outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(apartment.requests).isEmpty();
  }

  @Test
  void whatHasNotStartedInTimeExpiresAndIsNeverCalled() {
    apartment.stuck();
    Future<Operation> reply = ledger.submit(disconnect(CAMERA_ID));
    time.pass(OperationRequest.DEFAULT_EXPIRES_IN_MS);

    assertThat(onlyCompletion().outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(problemOf(reply).code()).isEqualTo(ProblemCode.TIMED_OUT);

    apartment.free();
    assertThat(apartment.requests).isEmpty();
    assertThat(completions()).hasSize(1);
  }

  @Test
  void anOperationWhoseVerificationHangsEndsAllTheSame() {
    ledger.submit(disconnect(CAMERA_ID));
    apartment.stuck();
    request(0).succeed();
    time.pass(Verification.LIMIT_MS);

    OperationEnd end = onlyCompletion();
    assertThat(end.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(end.verified()).isFalse();
    assertThat(end.after()).isEqualTo(LinkState.UNKNOWN);
  }

  @Test
  void theSameVerbJoinsTheRunningOperation() {
    Operation first = ledger.submit(disconnect(CAMERA_ID)).result();
    Operation second = ledger.submit(disconnect(CAMERA)).result();

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.duplicate()).isTrue();
    assertThat(apartment.requests).hasSize(1);
  }

  @Test
  void theOppositeVerbIsRefusedWhileAnOperationRuns() {
    Operation running = ledger.submit(disconnect(CAMERA_ID)).result();
    Problem problem =
        problemOf(ledger.submit(request(Verb.CONNECT, CAMERA_ID, Optional.empty(), false)));

    assertThat(problem.code()).isEqualTo(ProblemCode.OPERATION_IN_PROGRESS);
    assertThat(problem.operation()).contains(running.id());
  }

  @Test
  void operationsOnOtherDevicesAreNotAffected() {
    ledger.submit(disconnect(CAMERA_ID));
    ledger.submit(disconnect(PHONE_ID));
    request(1).succeed();

    assertThat(onlyCompletion().outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(link(PHONE_ID)).isEqualTo(LinkState.DISCONNECTED);
    assertThat(link(CAMERA_ID)).isEqualTo(LinkState.DISCONNECTING);
  }

  @Test
  void theSameRequestIdNeverRunsTwice() {
    OperationRequest order = request(Verb.DISCONNECT, CAMERA_ID, Optional.of("order-7781"), false);
    Operation first = ledger.submit(order).result();
    request(0).succeed();
    apartment.links.put(CAMERA, LinkState.CONNECTED);

    Operation again = ledger.submit(order).result();

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.duplicate()).isTrue();
    assertThat(apartment.requests).hasSize(1);
  }

  @Test
  void aRequestIdForSomethingElseIsRefused() {
    ledger.submit(request(Verb.DISCONNECT, CAMERA_ID, Optional.of("order-7781"), false));
    Problem problem =
        problemOf(
            ledger.submit(request(Verb.DISCONNECT, PHONE_ID, Optional.of("order-7781"), false)));

    assertThat(problem.code()).isEqualTo(ProblemCode.REQUEST_ID_REUSED);
  }

  @Test
  void waitingMeansTheReplyComesAtTheEnd() {
    Future<Operation> reply =
        ledger.submit(request(Verb.DISCONNECT, CAMERA_ID, Optional.empty(), true));
    assertThat(reply.isComplete()).isFalse();
    request(0).succeed();

    assertThat(reply.result().state()).isEqualTo(OperationState.ENDED);
  }

  @Test
  void anUnknownDeviceIsRefused() {
    assertThat(problemOf(ledger.submit(disconnect("bt-000000000000"))).code())
        .isEqualTo(ProblemCode.DEVICE_NOT_FOUND);
    assertThat(events()).isEmpty();
  }

  @Test
  void whileDevicesCannotBeReachedCommandsSayWhy() {
    outage = Optional.of(Problem.of(ProblemCode.WPD_NOT_INSTALLED, "the feature is missing"));

    assertThat(problemOf(ledger.submit(disconnect(CAMERA_ID))).code())
        .isEqualTo(ProblemCode.WPD_NOT_INSTALLED);
  }

  @Test
  void drainingRefusesNewCommandsAndWaitsForTheRunningOnes() {
    ledger.submit(disconnect(CAMERA_ID));
    Future<Void> drained = ledger.drain(5_000);

    assertThat(problemOf(ledger.submit(disconnect(PHONE_ID))).code())
        .isEqualTo(ProblemCode.GATEWAY_STOPPING);
    assertThat(drained.isComplete()).isFalse();

    request(0).succeed();
    assertThat(drained.succeeded()).isTrue();
  }

  @Test
  void whatStillRunsWhenTheDrainIsOverEndsAsLost() {
    ledger.submit(disconnect(CAMERA_ID));
    Future<Void> drained = ledger.drain(5_000);
    time.pass(5_000);

    assertThat(onlyCompletion().outcome()).isEqualTo(Outcome.LOST);
    assertThat(drained.succeeded()).isTrue();
  }

  private OperationRequest disconnect(String device) {
    return request(Verb.DISCONNECT, device, Optional.empty(), false);
  }

  private static OperationRequest request(
      Verb verb, String device, Optional<String> requestId, boolean await) {
    return new OperationRequest(
        verb,
        device,
        Optional.empty(),
        requestId,
        OperationRequest.DEFAULT_TIMEOUT_MS,
        OperationRequest.DEFAULT_EXPIRES_IN_MS,
        await);
  }

  private ScriptedApartment.Queued request(int index) {
    return apartment.requests.get(index);
  }

  private LinkState link(String device) {
    return devices.find(device).orElseThrow().link();
  }

  private static Problem problemOf(Future<?> refused) {
    assertThat(refused.failed()).isTrue();
    return ((WpdException) refused.cause()).problem();
  }

  private List<EventBody> events() {
    List<EventBody> events = new ArrayList<>();
    StreamWalk walk = stream.walkFrom(new StreamPosition("e1", 0));
    while (walk.next() instanceof StreamWalk.Next next) {
      events.add(next.event().event().body());
    }
    return events;
  }

  private OperationEnd onlyCompletion() {
    assertThat(completions()).hasSize(1);
    return completions().get(0).end();
  }

  private List<OperationCompleted> completions() {
    return events().stream()
        .filter(OperationCompleted.class::isInstance)
        .map(OperationCompleted.class::cast)
        .toList();
  }

  private List<LateCallback> lateCallbacks() {
    return events().stream()
        .filter(LateCallback.class::isInstance)
        .map(LateCallback.class::cast)
        .toList();
  }
}
