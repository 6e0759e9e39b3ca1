package io.github.vertxwpd.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DenialRecorderTest {
  private final List<AuditEntry> recorded = new ArrayList<>();
  private final List<Runnable> timers = new ArrayList<>();
  private boolean writable = true;
  private final DenialRecorder denials = new DenialRecorder(this::append, timers::add);

  private Future<Void> append(AuditEntry entry) {
    if (!writable) {
      return Future.failedFuture(
          new WpdException(Problem.of(ProblemCode.JOURNAL_UNAVAILABLE, "the disk is full")));
    }
    recorded.add(entry);
    return Future.succeededFuture();
  }

  private void deny(int count, ProblemCode code) {
    for (int i = 0; i < count; i++) {
      denials.record(
          AuditEntry.denied(AuditAction.REQUEST, Caller.BUS, code, new JsonObject().put("n", i)));
    }
  }

  private void endSecond() {
    List<Runnable> due = List.copyOf(timers);
    timers.clear();
    due.forEach(Runnable::run);
  }

  @Test
  void fewDenialsHaveARecordEach() {
    deny(100, ProblemCode.FORBIDDEN);
    endSecond();

    assertThat(recorded).hasSize(100);
    assertThat(timers).isEmpty();
  }

  @Test
  void ofAFloodTheRestIsCountedInOneRecordASecond() {
    deny(300, ProblemCode.FORBIDDEN);
    deny(50, ProblemCode.UNAUTHENTICATED);
    endSecond();

    assertThat(recorded).hasSize(101);
    AuditEntry summary = recorded.get(100);
    assertThat(summary.action()).isEqualTo(AuditAction.DENIALS_OMITTED);
    assertThat(summary.decision()).contains(AuditEntry.Decision.DENY);
    assertThat(summary.reason()).isEqualTo(Optional.empty());
    assertThat(summary.details())
        .isEqualTo(
            new JsonObject()
                .put("count", 250L)
                .put("codes", new JsonObject().put("unauthenticated", 50L).put("forbidden", 200L)));
  }

  @Test
  void eachSecondOfAFloodHasAsManyRecords() {
    for (int second = 0; second < 5; second++) {
      deny(1_000, ProblemCode.FORBIDDEN);
      endSecond();
    }
    endSecond();
    deny(1, ProblemCode.FORBIDDEN);

    assertThat(recorded).hasSize(5 * 101 + 1);
  }

  @Test
  void whatCannotBeRecordedIsCountedOnceItCan() {
    writable = false;
    deny(150, ProblemCode.FORBIDDEN);
    endSecond();
    endSecond();
    writable = true;
    endSecond();

    assertThat(recorded)
        .singleElement()
        .satisfies(summary -> assertThat(summary.details().getLong("count")).isEqualTo(150));
    assertThat(timers).hasSize(1);
    endSecond();
    assertThat(timers).isEmpty();
  }
}
