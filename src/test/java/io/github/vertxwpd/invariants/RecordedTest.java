package io.github.vertxwpd.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rule of the audit log finds what it should, and nothing else. */
class RecordedTest {
  private final List<JsonObject> records = new ArrayList<>();
  private final List<Stamped> history = new ArrayList<>();

  private void record(String action, String command, String operation) {
    JsonObject json = new JsonObject().put("action", action);
    json.put("command", command).put("operation", operation);
    if (action.equals("command")) {
      json.put("decision", "allow").put("verb", "disconnect").put("device", "bt-1");
    } else if (action.equals("command.answered")) {
      json.put("duplicate", false);
    }
    records.add(json);
  }

  private void accepted(String operation, String cause) {
    JsonObject data =
        new JsonObject().put("operation", operation).put("verb", "disconnect").put("cause", cause);
    JsonObject event =
        new JsonObject()
            .put("id", "e1:" + (history.size() + 1))
            .put("source", "/gateways/gw")
            .put("type", "wpd.operation.accepted.v1")
            .put("subject", "devices/bt-1")
            .put("data", data);
    history.add(new Stamped(history.size() + 1, 0, new Entry.EventSeen(1, "e1.1", event)));
  }

  private List<String> violations() {
    return Recorded.check(records, history).stream().map(Violation::detail).toList();
  }

  @Test
  void anOperationWithItsThreeRecordsIsWell() {
    record("command", "c1", null);
    record("command.answered", "c1", "o1");
    record("operation.ended", null, "o1");
    accepted("o1", "command");

    assertThat(violations()).isEmpty();
  }

  @Test
  void aRoundOfAHoldWasAskedForByNobody() {
    record("operation.ended", null, "o1");
    accepted("o1", "hold");

    assertThat(violations()).isEmpty();
  }

  @Test
  void aKillMayComeBeforeTheAnswerButNotBeforeTheDecision() {
    record("command", "c1", null);
    record("operation.ended", null, "o1");
    record("operation.ended", null, "o2");
    accepted("o1", "command");
    assertThat(violations()).isEmpty();
    accepted("o2", "command");

    assertThat(violations()).singleElement().asString().contains("o2").contains("allowed");
  }

  @Test
  void aMissingEndIsFoundAndOneThatComesTwice() {
    record("command", "c1", null);
    record("command.answered", "c1", "o1");
    accepted("o1", "command");
    assertThat(violations()).singleElement().asString().contains("how it ended");

    record("operation.ended", null, "o1");
    record("operation.ended", null, "o1");
    assertThat(violations()).singleElement().asString().contains("ended twice");
  }

  @Test
  void anEndMayBeMissingWhereTheLogSaysSo() {
    record("command", "c1", null);
    record("command.answered", "c1", "o1");
    records.add(new JsonObject().put("action", "audit.gap"));
    accepted("o1", "command");

    assertThat(violations()).isEmpty();
  }

  @Test
  void anAnswerWithoutADecisionIsFound() {
    record("command.answered", "c1", "o1");

    assertThat(violations()).singleElement().asString().contains("not decided");
  }
}
