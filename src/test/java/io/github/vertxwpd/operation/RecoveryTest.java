package io.github.vertxwpd.operation;

import static io.github.vertxwpd.operation.LedgerFixture.CAMERA;
import static io.github.vertxwpd.operation.LedgerFixture.CAMERA_ID;
import static io.github.vertxwpd.operation.LedgerFixture.PHONE_ID;
import static io.github.vertxwpd.operation.LedgerFixture.connect;
import static io.github.vertxwpd.operation.LedgerFixture.disconnect;
import static io.github.vertxwpd.operation.LedgerFixture.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationEnd;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Outcome;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What becomes of operations when the process dies, and when the journal cannot be written. */
class RecoveryTest {
  private static final JsonObject ORDER = new JsonObject().put("requestId", "order-7781");

  private final LedgerFixture gateway = new LedgerFixture();

  @Test
  void aStartedOperationWhoseGoalIsSeenSucceededWhileNobodyWatched() {
    Operation operation = gateway.ledger.submit(disconnect(CAMERA_ID)).result();
    gateway.apartment.links.put(CAMERA, LinkState.DISCONNECTED);
    gateway.restart();

    OperationEnd end = gateway.onlyCompletion();
    assertThat(end.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(end.verified()).isTrue();
    assertThat(gateway.book.find(operation.id()).orElseThrow().state())
        .isEqualTo(OperationState.ENDED);
  }

  @Test
  void aStartedOperationWhoseGoalIsNotSeenIsLostWithWhatIsSeen() {
    gateway.ledger.submit(disconnect(CAMERA_ID));
    gateway.restart();

    OperationEnd end = gateway.onlyCompletion();
    assertThat(end.outcome()).isEqualTo(Outcome.LOST);
    assertThat(end.after()).isEqualTo(LinkState.CONNECTED);
    assertThat(end.problem().orElseThrow().code()).isEqualTo(ProblemCode.OUTCOME_UNKNOWN);
  }

  @Test
  void anOperationThatHadNotStartedIsExpiredWhateverIsSeen() {
    gateway.apartment.stuck();
    gateway.ledger.submit(disconnect(PHONE_ID));
    gateway.ledger.submit(disconnect(CAMERA_ID, ORDER));
    gateway.apartment.links.put(CAMERA, LinkState.DISCONNECTED);
    gateway.restart();

    assertThat(gateway.completions())
        .extracting(OperationEnd::outcome)
        .containsExactly(Outcome.LOST, Outcome.EXPIRED);
  }

  @Test
  void anEndedOperationIsNotEndedAgain() {
    gateway.ledger.submit(disconnect(CAMERA_ID));
    gateway.request(0).succeed();
    gateway.restart();

    assertThat(gateway.completions()).isEmpty();
  }

  @Test
  void theSameRequestIdDoesNotRunAgainAfterARestart() {
    Operation first = gateway.ledger.submit(disconnect(CAMERA_ID, ORDER)).result();
    gateway.request(0).succeed();
    gateway.restart();
    gateway.reconnect(CAMERA);
    Operation again = gateway.ledger.submit(disconnect(CAMERA_ID, ORDER)).result();

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.duplicate()).isTrue();
    assertThat(again.end().orElseThrow().outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(gateway.apartment.requests).isEmpty();
  }

  @Test
  void aRepeatedRequestIsAnsweredWhileItsDeviceIsAway() {
    Operation first = gateway.ledger.submit(disconnect(CAMERA_ID, ORDER)).result();
    gateway.request(0).succeed();
    gateway.apartment.links.remove(CAMERA);
    gateway.list();

    assertThat(gateway.ledger.submit(disconnect(CAMERA, ORDER)).result().id())
        .isEqualTo(first.id());
    assertThat(problemOf(gateway.ledger.submit(disconnect(PHONE_ID, ORDER))).code())
        .isEqualTo(ProblemCode.REQUEST_ID_REUSED);
  }

  @Test
  void nothingIsDoneBeforeItIsOnDisk() {
    gateway.journal.hold();
    Future<Operation> reply = gateway.ledger.submit(disconnect(CAMERA_ID));
    assertThat(gateway.apartment.requests).isEmpty();
    assertThat(reply.isComplete()).isFalse();

    gateway.journal.letGo();
    assertThat(gateway.apartment.requests).hasSize(1);
    assertThat(reply.succeeded()).isTrue();
  }

  @Test
  void nothingStartsThatTheJournalDoesNotCallStarted() {
    gateway.apartment.stuck();
    gateway.ledger.submit(disconnect(PHONE_ID));
    gateway.ledger.submit(disconnect(CAMERA_ID));
    gateway.journal.hold();
    gateway.apartment.free();
    assertThat(gateway.apartment.requests).hasSize(1);

    gateway.journal.letGo();
    assertThat(gateway.apartment.requests).hasSize(2);
  }

  @Test
  void whatExpiresBeforeItsAcceptanceIsOnDiskHoldsItsLinkUntilThen() {
    gateway.journal.hold();
    gateway.ledger.submit(disconnect(CAMERA_ID, new JsonObject().put("expiresInMs", 1)));
    gateway.time.pass(1);
    assertThat(problemOf(gateway.ledger.submit(connect(CAMERA_ID))).code())
        .isEqualTo(ProblemCode.OPERATION_IN_PROGRESS);

    gateway.journal.letGo();
    assertThat(gateway.onlyCompletion().outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(gateway.ledger.submit(connect(CAMERA_ID)).succeeded()).isTrue();
  }

  @Test
  void theEndIsToldWhenItIsOnDisk() {
    Future<Operation> end =
        gateway.ledger.submit(disconnect(CAMERA_ID, new JsonObject().put("wait", true)));
    gateway.journal.hold();
    gateway.request(0).succeed();
    assertThat(end.isComplete()).isFalse();

    gateway.journal.letGo();
    assertThat(end.succeeded()).isTrue();
  }

  @Test
  void whileTheJournalCannotBeWrittenCommandsAreRefusedAndNothingIsDone() {
    gateway.journal.fill();

    assertThat(problemOf(gateway.ledger.submit(disconnect(CAMERA_ID, ORDER))).code())
        .isEqualTo(ProblemCode.JOURNAL_UNAVAILABLE);
    assertThat(gateway.apartment.requests).isEmpty();
    assertThat(gateway.book.running()).isEmpty();

    gateway.journal.makeRoom();
    assertThat(gateway.ledger.submit(disconnect(CAMERA_ID, ORDER)).succeeded()).isTrue();
  }

  @Test
  void whatEndsWhileTheJournalCannotBeWrittenIsToldWhenItCanWithoutARestart() {
    gateway.ledger.submit(disconnect(CAMERA_ID));
    gateway.journal.fill();
    gateway.request(0).succeed();
    assertThat(gateway.completions()).isEmpty();
    assertThat(gateway.link(CAMERA_ID)).isEqualTo(LinkState.DISCONNECTED);

    gateway.journal.makeRoom();
    gateway.time.pass(1_000);
    assertThat(gateway.onlyCompletion().outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void offsetsHaveNoGapAfterTheJournalWasFull() {
    gateway.journal.fill();
    for (int i = 0; i < 10; i++) {
      gateway.apartment.links.put(
          CAMERA, i % 2 == 0 ? LinkState.DISCONNECTED : LinkState.CONNECTED);
      gateway.list();
      gateway.ledger.submit(disconnect(PHONE_ID));
    }
    gateway.journal.makeRoom();
    gateway.time.pass(1_000);
    gateway.ledger.submit(disconnect(PHONE_ID));

    assertThat(gateway.events())
        .extracting(event -> event.getString("id"))
        .containsExactly("e1:1", "e1:2", "e1:3");
    assertThat(gateway.events("wpd.device.changed.v1")).hasSize(2);
  }

  @Test
  void aRequestThatJoinedIsAnsweredAgainOnlyWhenItIsOnDiskThatItJoined() {
    gateway.ledger.submit(disconnect(CAMERA_ID));
    gateway.journal.hold();
    gateway.ledger.submit(disconnect(CAMERA_ID, ORDER));
    Future<Operation> again = gateway.ledger.submit(disconnect(CAMERA_ID, ORDER));
    assertThat(again.isComplete()).isFalse();

    gateway.journal.fill();
    gateway.journal.letGo();
    assertThat(problemOf(again).code()).isEqualTo(ProblemCode.JOURNAL_UNAVAILABLE);
  }

  @Test
  void aConnectEndsAHoldWhoseJoiningWasNotOnDiskYet() {
    gateway.ledger.submit(disconnect(CAMERA_ID));
    gateway.journal.hold();
    gateway.ledger.submit(disconnect(CAMERA_ID, new JsonObject().put("hold", true)));
    gateway.request(0).succeed();
    gateway.ledger.submit(connect(CAMERA_ID));
    gateway.journal.letGo();
    assertThat(gateway.devices.find(CAMERA_ID).orElseThrow().hold()).isFalse();

    gateway.restart();
    assertThat(gateway.devices.find(CAMERA_ID).orElseThrow().hold()).isFalse();
  }

  @Test
  void aHoldIsStillShownWhenTheGatewayDrains() {
    gateway.ledger.submit(disconnect(CAMERA_ID, new JsonObject().put("hold", true)));
    gateway.request(0).succeed();
    gateway.reconnect(CAMERA);
    gateway.journal.hold();
    gateway.ledger.submit(disconnect(CAMERA_ID));
    gateway.ledger.drain(5_000);
    gateway.journal.letGo();

    assertThat(gateway.devices.find(CAMERA_ID).orElseThrow().hold()).isTrue();
  }

  @Test
  void joiningAConnectThatIsRefusedAfterAllDoesNotEndTheHold() {
    gateway.ledger.submit(disconnect(CAMERA_ID, new JsonObject().put("hold", true)));
    gateway.request(0).succeed();
    gateway.journal.hold();
    gateway.ledger.submit(connect(CAMERA_ID));
    gateway.ledger.submit(connect(CAMERA_ID));
    gateway.journal.fill();
    gateway.journal.letGo();

    assertThat(gateway.devices.find(CAMERA_ID).orElseThrow().hold()).isTrue();
  }
}
