package io.github.vertxwpd.operation;

import static io.github.vertxwpd.operation.LedgerFixture.CAMERA;
import static io.github.vertxwpd.operation.LedgerFixture.CAMERA_ID;
import static io.github.vertxwpd.operation.LedgerFixture.connect;
import static io.github.vertxwpd.operation.LedgerFixture.disconnect;
import static io.github.vertxwpd.operation.LedgerFixture.problemOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code hold: true} keeps a device disconnected. */
class HoldTest {
  private static final JsonObject HOLD = new JsonObject().put("hold", true);

  private final LedgerFixture gateway = new LedgerFixture();

  @Test
  void aHeldDeviceThatReconnectsIsDisconnectedAgainAndTheEventsSayWhy() {
    hold();
    gateway.reconnect(CAMERA);
    gateway.time.pass(1);

    assertThat(gateway.apartment.requests).hasSize(2);
    gateway.lastRequest().succeed();
    assertThat(gateway.link(CAMERA_ID)).isEqualTo(LinkState.DISCONNECTED);
    JsonObject round = gateway.events("wpd.operation.accepted.v1").get(1).getJsonObject("data");
    assertThat(round.getString("cause")).isEqualTo("hold");
    assertThat(gateway.events("wpd.device.changed.v1"))
        .extracting(event -> event.getJsonObject("data").getString("cause"))
        .endsWith("external", "hold", "hold");
  }

  @Test
  void aDeviceThatIsNotHeldMayReconnect() {
    gateway.ledger.submit(disconnect(CAMERA_ID));
    gateway.lastRequest().succeed();
    gateway.reconnect(CAMERA);
    gateway.time.pass(HoldKeeper.MAX_BACK_OFF_MS);

    assertThat(gateway.apartment.requests).hasSize(1);
  }

  @Test
  void roundsComeLaterAndLaterWhereTheyDoNotHelp() {
    hold();
    int inTheFirstMinute = roundsWithin(60_000);
    int inTheTenthHour = roundsWithin(3_600_000);

    assertThat(inTheFirstMinute).isBetween(4, 7);
    assertThat(inTheTenthHour).isLessThanOrEqualTo(15);
  }

  @Test
  void afterALongCalmTheFirstRoundComesAtOnceAgain() {
    hold();
    roundsWithin(60_000);
    untilDisconnected();
    gateway.time.pass(HoldKeeper.CALM_MS + 1);
    int before = gateway.apartment.requests.size();
    gateway.reconnect(CAMERA);
    gateway.time.pass(1);

    assertThat(gateway.apartment.requests).hasSize(before + 1);
  }

  @Test
  void connectEndsTheHold() {
    hold();
    assertThat(gateway.devices.find(CAMERA_ID).orElseThrow().hold()).isTrue();
    gateway.ledger.submit(connect(CAMERA_ID));
    gateway.lastRequest().succeed();
    gateway.time.pass(HoldKeeper.MAX_BACK_OFF_MS);

    assertThat(gateway.apartment.requests).hasSize(2);
    assertThat(gateway.devices.find(CAMERA_ID).orElseThrow().hold()).isFalse();
    gateway.restart();
    assertThat(gateway.devices.find(CAMERA_ID).orElseThrow().hold()).isFalse();
  }

  @Test
  void theBackOffCountsFromTheEndOfARoundHoweverLongItTook() {
    hold();
    gateway.reconnect(CAMERA);
    gateway.time.pass(1);
    gateway.time.pass(OperationRequest.DEFAULT_TIMEOUT_MS + OperationRun.CANCEL_GRACE_MS);
    assertThat(gateway.link(CAMERA_ID)).isEqualTo(LinkState.CONNECTED);
    assertThat(gateway.apartment.requests).hasSize(2);

    gateway.time.pass(HoldKeeper.FIRST_BACK_OFF_MS - 1);
    assertThat(gateway.apartment.requests).hasSize(2);
    gateway.time.pass(1);
    assertThat(gateway.apartment.requests).hasSize(3);
  }

  @Test
  void connectEndsTheHoldAlsoWhileARoundRuns() {
    hold();
    gateway.reconnect(CAMERA);
    gateway.time.pass(1);
    Problem problem = problemOf(gateway.ledger.submit(connect(CAMERA_ID)));

    assertThat(problem.code()).isEqualTo(ProblemCode.OPERATION_IN_PROGRESS);
    assertThat(problem.hint().orElseThrow()).contains("the hold is ended");
    assertThat(gateway.lastRequest().cancels).isEqualTo(1);
    gateway.lastRequest().complete(Hresult.ERROR_CANCELLED);
    gateway.time.pass(HoldKeeper.MAX_BACK_OFF_MS);
    assertThat(gateway.apartment.requests).hasSize(2);
    gateway.restart();
    assertThat(gateway.devices.find(CAMERA_ID).orElseThrow().hold()).isFalse();
  }

  @Test
  void aHoldSurvivesARestart() {
    hold();
    gateway.apartment.links.put(CAMERA, LinkState.CONNECTED);
    gateway.restart();
    gateway.time.pass(1);

    assertThat(gateway.apartment.requests).hasSize(1);
    assertThat(gateway.devices.find(CAMERA_ID).orElseThrow().hold()).isTrue();
  }

  @Test
  void aDisconnectedDeviceCanBeHeldToo() {
    gateway.apartment.links.put(CAMERA, LinkState.DISCONNECTED);
    gateway.list();
    gateway.ledger.submit(disconnect(CAMERA_ID, HOLD));
    gateway.reconnect(CAMERA);
    gateway.time.pass(1);

    assertThat(gateway.apartment.requests).hasSize(1);
  }

  @Test
  void joiningARunningDisconnectWithAHoldHoldsToo() {
    gateway.ledger.submit(disconnect(CAMERA_ID));
    gateway.ledger.submit(disconnect(CAMERA_ID, HOLD));
    gateway.lastRequest().succeed();
    gateway.reconnect(CAMERA);
    gateway.time.pass(1);

    assertThat(gateway.apartment.requests).hasSize(2);
  }

  @Test
  void aRoundThatIsNotPossibleNowIsTriedAgainLater() {
    hold();
    gateway.outage = Optional.of(Problem.of(ProblemCode.RADIO_UNAVAILABLE, "the radio is off"));
    gateway.reconnect(CAMERA);
    gateway.time.pass(60_000);
    assertThat(gateway.apartment.requests).hasSize(1);

    gateway.outage = Optional.empty();
    gateway.time.pass(HoldKeeper.MAX_BACK_OFF_MS);
    assertThat(gateway.apartment.requests).hasSizeGreaterThan(1);
  }

  @Test
  void aConnectThatIsOnlyCheckedDoesNotEndTheHoldDuringItsRound() {
    hold();
    gateway.reconnect(CAMERA);
    gateway.time.pass(1);
    OperationRequest checked =
        OperationRequest.fromJson(
            Verb.CONNECT, new JsonObject().put("device", CAMERA_ID).put("dryRun", true));

    assertThat(gateway.ledger.submit(checked).failed()).isTrue();
    assertThat(gateway.devices.find(CAMERA_ID).orElseThrow().hold()).isTrue();
    assertThat(gateway.lastRequest().cancels).isZero();
  }

  @Test
  void aHoldThatBeginsWhileTheEndOfTheLastIsNotOnDiskYetSurvivesARestart() {
    hold();
    gateway.reconnect(CAMERA);
    gateway.time.pass(1);
    gateway.journal.hold();
    gateway.ledger.submit(connect(CAMERA_ID));
    gateway.lastRequest().succeed();
    gateway.ledger.submit(disconnect(CAMERA_ID, HOLD));
    gateway.journal.letGo();
    assertThat(gateway.devices.find(CAMERA_ID).orElseThrow().hold()).isTrue();

    gateway.restart();
    assertThat(gateway.devices.find(CAMERA_ID).orElseThrow().hold()).isTrue();
  }

  @Test
  void holdIsForDisconnectAlone() {
    assertThatThrownBy(
            () -> OperationRequest.fromJson(Verb.CONNECT, HOLD.copy().put("device", CAMERA_ID)))
        .hasMessageContaining("hold is for disconnect");
  }

  private void hold() {
    gateway.ledger.submit(disconnect(CAMERA_ID, HOLD));
    gateway.lastRequest().succeed();
  }

  private void untilDisconnected() {
    while (gateway.link(CAMERA_ID) == LinkState.CONNECTED) {
      gateway.time.pass(100);
    }
    if (gateway.link(CAMERA_ID) == LinkState.DISCONNECTING) {
      gateway.lastRequest().succeed();
    }
  }

  /** The device reconnects at once, whatever is done. */
  private int roundsWithin(long ms) {
    int before = gateway.apartment.requests.size();
    for (long passed = 0; passed < ms; passed += 100) {
      if (gateway.link(CAMERA_ID) == LinkState.DISCONNECTED) {
        gateway.reconnect(CAMERA);
      }
      gateway.time.pass(100);
      if (gateway.link(CAMERA_ID) == LinkState.DISCONNECTING) {
        gateway.lastRequest().succeed();
      }
    }
    return gateway.apartment.requests.size() - before;
  }
}
