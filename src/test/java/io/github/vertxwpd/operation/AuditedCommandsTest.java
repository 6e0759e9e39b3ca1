package io.github.vertxwpd.operation;

import static io.github.vertxwpd.operation.LedgerFixture.CAMERA_ID;
import static io.github.vertxwpd.operation.LedgerFixture.PHONE_ID;
import static io.github.vertxwpd.operation.LedgerFixture.connect;
import static io.github.vertxwpd.operation.LedgerFixture.disconnect;
import static io.github.vertxwpd.operation.LedgerFixture.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.AuditEntry;
import io.github.vertxwpd.audit.AuditEntry.Decision;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.audit.Caller.Via;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Role;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditedCommandsTest {
  private static final Caller CALLER =
      new Caller("tok_7", Optional.of(Role.OPERATOR), Via.REST, Optional.of("192.0.2.7"));

  private final LedgerFixture gateway = new LedgerFixture();
  private final VirtualTime time = gateway.time;
  private final ScriptedTrail trail = new ScriptedTrail();
  private final List<ProblemCode> refusals = new ArrayList<>();
  private final AuditedCommands commands =
      new AuditedCommands(trail, gateway.ledger, gateway.book, "gw", time, new Refusals());

  /** Notes why commands are refused. */
  private final class Refusals implements GatewayListener {
    @Override
    public void commandRefused(ProblemCode code) {
      refusals.add(code);
    }
  }

  private Future<Operation> submit(OperationRequest request) {
    return commands.submit(request, CALLER);
  }

  private AuditEntry recorded(int index) {
    return trail.recorded().get(index);
  }

  @Test
  void whoCountsIsToldOfTheCommandsThatLeadToNoOperation() {
    submit(disconnect(CAMERA_ID));
    submit(disconnect("bt-nobody"));
    commands.cancel("nothing", CALLER);

    assertThat(refusals)
        .containsExactly(ProblemCode.DEVICE_NOT_FOUND, ProblemCode.OPERATION_NOT_FOUND);
  }

  @Test
  void theDecisionIsRecordedBeforeAnythingIsDone() {
    trail.hold();
    Future<Operation> reply = submit(disconnect(CAMERA_ID));
    assertThat(reply.isComplete()).isFalse();
    assertThat(gateway.events()).isEmpty();
    assertThat(gateway.apartment.requests).isEmpty();

    trail.letGo();

    assertThat(reply.result().state()).isEqualTo(OperationState.PENDING);
    assertThat(recorded(0).decision()).contains(Decision.ALLOW);
    assertThat(time.pendingTimers()).isEqualTo(1);
  }

  @Test
  void aCommandAndWhatItLedToAreRecordedWithWhoAsked() {
    JsonObject options =
        new JsonObject().put("requestId", "order-1").put("hold", true).put("gateway", "gw");
    Operation operation = submit(disconnect(CAMERA_ID, options)).result();

    assertThat(trail.recorded())
        .extracting(AuditEntry::action)
        .containsExactly(AuditAction.COMMAND, AuditAction.COMMAND_ANSWERED);
    assertThat(trail.recorded()).extracting(AuditEntry::caller).containsOnly(CALLER);
    String command = recorded(0).details().getString("command");
    assertThat(recorded(0).details())
        .isEqualTo(
            new JsonObject()
                .put("command", command)
                .put("verb", "disconnect")
                .put("device", CAMERA_ID)
                .put("gateway", "gw")
                .put("requestId", "order-1")
                .put("hold", true)
                .put("dryRun", false));
    assertThat(recorded(1).reason()).isEmpty();
    assertThat(recorded(1).details())
        .isEqualTo(
            new JsonObject()
                .put("command", command)
                .put("operation", operation.id())
                .put("duplicate", false));
  }

  @Test
  void aRefusalIsRecordedWithItsReason() {
    assertThat(problemOf(submit(disconnect("bt-ffffffffffff"))).code())
        .isEqualTo(ProblemCode.DEVICE_NOT_FOUND);

    assertThat(recorded(0).details().getString("device")).isEqualTo("bt-ffffffffffff");
    assertThat(recorded(1).reason()).contains(ProblemCode.DEVICE_NOT_FOUND);
    assertThat(recorded(1).details().getString("command"))
        .isEqualTo(recorded(0).details().getString("command"));
  }

  @Test
  void aRefusalNamesTheOperationThatItIsAbout() {
    Operation running = submit(disconnect(CAMERA_ID)).result();
    assertThat(problemOf(submit(connect(CAMERA_ID))).code())
        .isEqualTo(ProblemCode.OPERATION_IN_PROGRESS);

    assertThat(recorded(3).details().getString("operation")).isEqualTo(running.id());
  }

  @Test
  void aCommandForAnotherGatewayIsRecordedAndRefused() {
    JsonObject options = new JsonObject().put("gateway", "gw-9");
    assertThat(problemOf(submit(disconnect(CAMERA_ID, options))).detail())
        .isEqualTo("no gateway is known as \"gw-9\"; this one is \"gw\"");

    assertThat(recorded(0).details().getString("gateway")).isEqualTo("gw-9");
    assertThat(recorded(1).reason()).contains(ProblemCode.GATEWAY_NOT_FOUND);
    assertThat(gateway.events()).isEmpty();
  }

  @Test
  void whereItCannotBeRecordedNothingIsDone() {
    trail.setFailing(true);

    assertThat(problemOf(submit(disconnect(CAMERA_ID))).code())
        .isEqualTo(ProblemCode.JOURNAL_UNAVAILABLE);
    assertThat(problemOf(commands.cancel("any", CALLER)).code())
        .isEqualTo(ProblemCode.JOURNAL_UNAVAILABLE);
    assertThat(gateway.events()).isEmpty();

    trail.setFailing(false);
    assertThat(submit(disconnect(CAMERA_ID)).succeeded()).isTrue();
  }

  @Test
  void aCommandThatIsRecordedTooLateIsRefusedAndNeverCarriedOut() {
    trail.hold();
    Future<Operation> reply = submit(disconnect(CAMERA_ID));
    time.pass(AuditedCommands.PATIENCE_MS - 1);
    assertThat(reply.isComplete()).isFalse();
    time.pass(1);
    assertThat(problemOf(reply).code()).isEqualTo(ProblemCode.JOURNAL_UNAVAILABLE);
    assertThat(problemOf(reply).detail()).contains("10 s").contains("nothing was done");

    trail.letGo();

    assertThat(gateway.events()).isEmpty();
    assertThat(gateway.apartment.requests).isEmpty();
    assertThat(trail.recorded()).hasSize(2);
    assertThat(recorded(1).reason()).contains(ProblemCode.JOURNAL_UNAVAILABLE);
  }

  @Test
  void timeCountsFromTheMomentTheLedgerHasTheCommand() {
    trail.hold();
    JsonObject options = new JsonObject().put("expiresInMs", 1_000).put("timeoutMs", 1_000);
    Future<Operation> reply = submit(disconnect(CAMERA_ID, options));
    time.pass(5_000);
    trail.letGo();

    assertThat(reply.result().state()).isEqualTo(OperationState.PENDING);
    assertThat(reply.result().acceptedAt()).isEqualTo(time.now());
    time.pass(999);
    assertThat(gateway.completions()).isEmpty();
  }

  @Test
  void anAnswerThatCannotBeRecordedIsRecordedLaterAndNobodyWaits() {
    trail.failAfterNext();
    Operation operation = submit(disconnect(CAMERA_ID)).result();
    assertThat(operation.state()).isEqualTo(OperationState.PENDING);
    assertThat(trail.recorded()).hasSize(1);

    time.pass(5_000);
    trail.setFailing(false);
    time.pass(1_000);

    assertThat(recorded(1).action()).isEqualTo(AuditAction.COMMAND_ANSWERED);
    assertThat(recorded(1).details().getString("operation")).isEqualTo(operation.id());
  }

  @Test
  void whatACommandLedToIsRecordedAtOnceAlthoughTheReplyWaitsForTheEnd() {
    Future<Operation> reply = submit(disconnect(CAMERA_ID, new JsonObject().put("wait", true)));
    assertThat(trail.recorded()).hasSize(2);
    assertThat(reply.isComplete()).isFalse();

    gateway.request(0).succeed();

    assertThat(reply.result().state()).isEqualTo(OperationState.ENDED);
    assertThat(trail.recorded()).hasSize(2);
  }

  @Test
  void aRequestThatJoinsOrRepeatsAnotherIsRecordedAsADuplicate() {
    JsonObject options = new JsonObject().put("requestId", "order-1");
    Operation first = submit(disconnect(CAMERA_ID, options)).result();
    Operation joined = submit(disconnect(CAMERA_ID)).result();
    Operation repeated = submit(disconnect(CAMERA_ID, options)).result();
    gateway.request(0).succeed();
    Operation afterwards = submit(disconnect(CAMERA_ID, options.copy().put("wait", true))).result();

    assertThat(List.of(joined, repeated, afterwards))
        .allMatch(Operation::duplicate)
        .allMatch(operation -> operation.id().equals(first.id()));
    assertThat(trail.details(AuditAction.COMMAND_ANSWERED))
        .extracting(details -> details.getBoolean("duplicate"))
        .containsExactly(false, true, true, true);
  }

  @Test
  void aDryRunIsACommandThatLeadsToNoOperation() {
    Operation operation =
        submit(disconnect(PHONE_ID, new JsonObject().put("dryRun", true))).result();

    assertThat(operation.dryRun()).isTrue();
    assertThat(recorded(0).details().getBoolean("dryRun")).isTrue();
    assertThat(recorded(1).details().containsKey("operation")).isFalse();
  }

  @Test
  void aCancellationIsACommand() {
    Operation running = submit(disconnect(CAMERA_ID)).result();
    assertThat(commands.cancel(running.id(), CALLER).succeeded()).isTrue();
    assertThat(problemOf(commands.cancel("unknown", CALLER)).code())
        .isEqualTo(ProblemCode.OPERATION_NOT_FOUND);

    assertThat(recorded(2).details().getString("verb")).isEqualTo("cancel");
    assertThat(recorded(2).details().getString("operation")).isEqualTo(running.id());
    assertThat(recorded(3).details())
        .isEqualTo(
            new JsonObject()
                .put("command", recorded(2).details().getString("command"))
                .put("operation", running.id()));
    assertThat(recorded(5).reason()).contains(ProblemCode.OPERATION_NOT_FOUND);
  }
}
