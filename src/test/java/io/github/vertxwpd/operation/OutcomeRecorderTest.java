package io.github.vertxwpd.operation;

import static io.github.vertxwpd.operation.LedgerFixture.CAMERA_ID;
import static io.github.vertxwpd.operation.LedgerFixture.connect;
import static io.github.vertxwpd.operation.LedgerFixture.disconnect;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.AuditEntry;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.stream.EventStream;
import io.github.vertxwpd.stream.MemoryJournal;
import io.github.vertxwpd.stream.Walks;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeRecorderTest {
  private final LedgerFixture gateway = new LedgerFixture();
  private final VirtualTime time = gateway.time;
  private final ScriptedTrail trail = new ScriptedTrail();

  private OutcomeRecorder begin() {
    OutcomeRecorder recorder = new OutcomeRecorder(trail, gateway.stream, time);
    recorder.start();
    return recorder;
  }

  /** Runs an operation to its end; returns its id. */
  private String run() {
    int before = gateway.apartment.requests.size();
    OperationRequest request = before % 2 == 0 ? disconnect(CAMERA_ID) : connect(CAMERA_ID);
    String id = gateway.ledger.submit(request).result().id();
    gateway.request(before).succeed();
    return id;
  }

  private List<String> ended() {
    return trail.details(AuditAction.OPERATION_ENDED).stream()
        .map(details -> details.getString("operation"))
        .toList();
  }

  private String head() {
    return gateway.stream.head().toEventId();
  }

  @Test
  void anEndIsRecordedWithHowItCame() {
    begin();
    JsonObject options = new JsonObject().put("requestId", "order-1");
    String id = gateway.ledger.submit(disconnect(CAMERA_ID, options)).result().id();
    gateway.request(0).succeed();

    assertThat(trail.recorded())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.action()).isEqualTo(AuditAction.OPERATION_ENDED);
              assertThat(entry.caller()).isEqualTo(Caller.GATEWAY);
              assertThat(entry.details())
                  .isEqualTo(
                      new JsonObject()
                          .put("operation", id)
                          .put("verb", "disconnect")
                          .put("device", CAMERA_ID)
                          .put("requestId", "order-1")
                          .put("outcome", "succeeded")
                          .put("changed", true)
                          .put("verified", true)
                          .put("hresult", "0x00000000")
                          .put("event", head()));
            });
  }

  @Test
  void withoutRecordsItBeginsWithWhatComes() {
    run();
    begin();
    String id = run();

    assertThat(ended()).containsExactly(id);
  }

  @Test
  void acrossARestartEachEndIsRecordedOnce() {
    OutcomeRecorder first = begin();
    String recorded = run();
    first.stop();
    List<String> missed = List.of(run(), run());
    gateway.ledger.submit(disconnect("bt-a0b1c2d3e4f6"));
    gateway.restart();

    begin();

    assertThat(ended()).hasSize(4).startsWith(recorded).containsAll(missed).doesNotHaveDuplicates();
    gateway.restart();
    begin();
    assertThat(ended()).hasSize(4);
  }

  @Test
  void whileNothingCanBeRecordedItWaitsAndTheLedgerDoesNot() {
    begin();
    trail.setFailing(true);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(run());
    }
    time.pass(10_000);
    assertThat(ended()).isEmpty();

    trail.setFailing(false);
    time.pass(1_000);

    assertThat(ended()).isEqualTo(ids);
  }

  @Test
  void whileARecordIsOnItsWayTheNextOnesWaitAndGoTogether() {
    OutcomeRecorder recorder = begin();
    trail.hold();
    for (int i = 0; i < 2 * OutcomeRecorder.MAX_BATCH; i++) {
      run();
    }
    Future<Void> settled = recorder.finish();
    assertThat(settled.isComplete()).isFalse();
    assertThat(recorder.event()).isEqualTo("e1:0");

    trail.letGo();

    assertThat(ended()).hasSize(2 * OutcomeRecorder.MAX_BATCH).doesNotHaveDuplicates();
    assertThat(trail.recorded()).hasSize(2 * OutcomeRecorder.MAX_BATCH);
    assertThat(settled.succeeded()).isTrue();
    assertThat(recorder.event()).isEqualTo(head());
  }

  @Test
  void whatMemoryHasPassedOverIsReadFromTheJournal() {
    MemoryJournal journal = MemoryJournal.empty("e1");
    EventStream stream = stream(journal);
    OutcomeRecorder recorder = new OutcomeRecorder(trail, stream, time);
    Walks.append(stream, 500);
    recorder.start();

    assertThat(recorder.finish().succeeded()).isTrue();
    assertThat(recorder.event()).isEqualTo("e1:500");
    assertThat(journal.reads()).isPositive();
    assertThat(trail.recorded())
        .extracting(AuditEntry::action)
        .containsExactly(AuditAction.AUDIT_CHECKPOINT);
  }

  @Test
  void aJournalThatCannotBeReadIsReadLater() {
    MemoryJournal journal = MemoryJournal.empty("e1");
    EventStream stream = stream(journal);
    OutcomeRecorder recorder = new OutcomeRecorder(trail, stream, time);
    Walks.append(stream, 500);
    journal.setUnreadable(true);
    recorder.start();
    time.pass(3_000);
    assertThat(recorder.event()).isEqualTo("e1:0");

    journal.setUnreadable(false);
    time.pass(1_000);

    assertThat(recorder.finish().succeeded()).isTrue();
    assertThat(recorder.event()).isEqualTo("e1:500");
  }

  @Test
  void whatTheJournalNoLongerHasIsAGapThatIsRecorded() {
    OutcomeRecorder first = begin();
    run();
    String last = head();
    first.stop();
    run();
    run();
    long oldest = gateway.stream.head().offset();
    gateway.journal.forgetBefore(oldest);
    gateway.restart();
    begin();

    assertThat(trail.details(AuditAction.AUDIT_GAP))
        .containsExactly(
            new JsonObject()
                .put("after", last)
                .put("why", "retention")
                .put("event", "e1:" + (oldest - 1)));
    assertThat(ended()).hasSize(2);
  }

  @Test
  void ofAnotherJournalEverythingIsRecordedBehindAGap() {
    trail.append(at("e0:7"));
    String id = run();
    begin();

    assertThat(trail.details(AuditAction.AUDIT_GAP))
        .containsExactly(
            new JsonObject().put("after", "e0:7").put("why", "epoch").put("event", "e1:0"));
    assertThat(ended()).containsExactly(id);
  }

  @Test
  void ofAJournalThatWasSetBackNothingIsRecordedTwice() {
    run();
    trail.append(at("e1:1000"));
    begin();
    assertThat(ended()).isEmpty();
    String id = run();

    assertThat(trail.details(AuditAction.AUDIT_GAP)).hasSize(1);
    assertThat(ended()).containsExactly(id);
  }

  @Test
  void whereNoOperationEndsTheRecordsNameANewerEventNowAndThen() {
    OutcomeRecorder recorder = begin();
    time.pass(OutcomeRecorder.CHECKPOINT.toMillis());
    assertThat(trail.recorded()).isEmpty();
    Walks.append(gateway.stream, 3);
    time.pass(OutcomeRecorder.CHECKPOINT.toMillis() - 1);
    assertThat(trail.recorded()).isEmpty();
    Walks.append(gateway.stream, 2);
    time.pass(1);

    assertThat(trail.recorded()).hasSize(1);
    assertThat(trail.details(AuditAction.AUDIT_CHECKPOINT))
        .containsExactly(new JsonObject().put("event", head()));
    assertThat(recorder.event()).isEqualTo(head());
    time.pass(10 * OutcomeRecorder.CHECKPOINT.toMillis());
    assertThat(trail.recorded()).hasSize(1);
  }

  @Test
  void aRecorderThatWasStoppedRecordsNothingMore() {
    OutcomeRecorder recorder = begin();
    recorder.stop();
    run();

    assertThat(trail.recorded()).isEmpty();
    assertThat(recorder.finish().succeeded()).isTrue();
  }

  private EventStream stream(MemoryJournal journal) {
    return new EventStream("gw", journal, Clock.systemUTC(), 8, retry -> time.after(1_000, retry));
  }

  private static AuditEntry at(String event) {
    StreamPosition position = StreamPosition.parseEventId(event).orElseThrow();
    return AuditEntry.happened(
        AuditAction.AUDIT_CHECKPOINT,
        Caller.GATEWAY,
        new JsonObject().put(AuditEntry.EVENT, position.toEventId()));
  }
}
