package io.github.vertxwpd.invariants;

import static io.github.vertxwpd.invariants.Script.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.invariants.Entry.GatewayContinued;
import io.github.vertxwpd.invariants.Entry.GatewaySuspended;
import io.github.vertxwpd.invariants.Entry.HoldsSettled;
import io.github.vertxwpd.invariants.Entry.ResetSeen;
import io.github.vertxwpd.invariants.Entry.Unanswered;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules of holds find what is broken, and nothing else, in histories written by hand. */
class HoldsTest {
  private static final JsonObject HOLD = new JsonObject().put("hold", true);
  private static final JsonObject NOTHING = new JsonObject();

  private static JsonObject held(String link) {
    return device("a", link, null).put("hold", true);
  }

  private static Script accepted(Script script, String operation, String verb, String cause) {
    JsonObject data =
        new JsonObject()
            .put("operation", operation)
            .put("verb", verb)
            .put("hold", !verb.equals("connect"))
            .put("cause", cause);
    return script.event("operation.accepted", "a", data);
  }

  /** A device that was connected is held, disconnected, and connected again by itself. */
  private static Script reconnected() {
    Script script = Script.begin().sent("disconnect", "a", null, HOLD);
    return accepted(script, "op1", "disconnect", "command")
        .changed(held("connected"))
        .answered("op1", "pending", false)
        .changed(device("a", "disconnecting", "op1").put("hold", true))
        .changed(held("disconnected"))
        .completed("op1", "a", "succeeded")
        .after(1_000)
        .changed(held("connected"));
  }

  /** A round disconnects the device, and it is connected again after a while. */
  private static Script round(Script script, String operation) {
    return accepted(script, operation, "disconnect", "hold")
        .changed(device("a", "disconnecting", operation).put("hold", true))
        .changed(held("disconnected"))
        .completed(operation, "a", "succeeded")
        .after(500)
        .changed(held("connected"));
  }

  /** Something happens elsewhere, which shows what time it is. */
  private static Script later(Script script, long ms) {
    return script.after(ms).event("gateway.touched", "", NOTHING);
  }

  private static List<String> broken(Script script) {
    return script.violations().stream().filter(text -> text.startsWith("holds-")).toList();
  }

  @Nested
  class AHeldDeviceIsDisconnectedAgain {
    @Test
    void aRoundInTimeIsEnoughAndIsCounted() {
      Script script = later(accepted(reconnected(), "op2", "disconnect", "hold"), 9_000);
      assertThat(broken(script)).isEmpty();
      assertThat(script.holds().getMap())
          .containsEntry("holdsBegun", 1L)
          .containsEntry("seenConnected", 1L)
          .containsEntry("byRound", 1L)
          .containsEntry("rounds", 1L);
    }

    @Test
    void aDeviceThatIsLeftConnectedIsFound() {
      assertThat(broken(later(reconnected(), 5_000))).isEmpty();
      assertThat(broken(later(later(reconnected(), 5_001), 1)))
          .containsExactly(
              "holds-enforced: a is held and was left connected for 5001 ms, with a back-off of 0");
    }

    @Test
    void eachRoundMayWaitTwiceAsLong() {
      Script twice = round(round(reconnected(), "op2"), "op3");
      assertThat(broken(later(twice, 9_000))).isEmpty();
      assertThat(broken(later(twice, 1)))
          .containsExactly(
              "holds-enforced: a is held and was left connected for 9001 ms, with a back-off of 4000");
    }

    @Test
    void aRestartBeginsTheBackOffAnew() {
      Script restarted = round(round(reconnected(), "op2"), "op3").restarted();
      Script added =
          restarted.event("device.added", "a", new JsonObject().put("device", held("connected")));
      assertThat(broken(later(added, 5_001)))
          .containsExactly(
              "holds-enforced: a is held and was left connected for 5001 ms, with a back-off of 0");
    }

    @Test
    void aGatewayThatEndsIsNotAskedForARound() {
      Script killed = reconnected().after(60_000).restarted();
      Script stopped = later(reconnected().event("gateway.stopping", "", NOTHING), 60_000);
      assertThat(broken(killed)).isEmpty();
      assertThat(broken(stopped)).isEmpty();
      assertThat(stopped.holds().getMap()).containsEntry("gatewayEnded", 1L);
    }

    @Test
    void theTimeOfASuspensionDoesNotCount() {
      Script suspended =
          reconnected().entry(new GatewaySuspended()).after(4_000).entry(new GatewayContinued());
      assertThat(broken(later(suspended, 5_000))).isEmpty();
      assertThat(broken(later(suspended, 1)))
          .containsExactly(
              "holds-enforced: a is held and was left connected for 5001 ms, with a back-off of 0");
    }

    @Test
    void nothingIsAskedForWhileACommandRuns() {
      assertThat(broken(later(accepted(reconnected(), "op2", "disconnect", "command"), 60_000)))
          .isEmpty();
    }

    @Test
    void nothingIsAskedForAfterAConnect() {
      Script connected =
          accepted(reconnected().sent("connect", "a", null, NOTHING), "op2", "connect", "command")
              .changed(device("a"))
              .answered("op2", "pending", false)
              .completed("op2", "a", "succeeded");
      assertThat(broken(later(connected, 60_000))).isEmpty();
    }

    @Test
    void afterAGapAsManyRoundsAreAssumedAsThereMayHaveBeen() {
      Script gap =
          reconnected()
              .skip(50)
              .entry(new ResetSeen(1, "lagged"))
              .snapshot(true, held("connected"), device("b"));
      assertThat(broken(later(later(gap, 0), 305_000))).isEmpty();
      assertThat(broken(later(later(later(gap, 0), 305_001), 1)))
          .singleElement()
          .asString()
          .endsWith("with a back-off of 300000");
    }
  }

  @Nested
  class AHoldIsShownFromItsAcceptanceToAConnect {
    @Test
    void aHoldThatIsNeverShownIsFound() {
      Script script =
          accepted(
                  Script.begin().sent("disconnect", "a", null, HOLD),
                  "op1",
                  "disconnect",
                  "command")
              .changed(device("a", "disconnecting", "op1"));
      assertThat(broken(script.after(4_000).answered("op1", "pending", false))).isEmpty();
      assertThat(broken(later(script, 1)))
          .containsExactly("holds-shown: a is shown as not held, and no connect ended its hold");
    }

    @Test
    void aRestartThatForgetsAHoldIsFound() {
      Script forgotten =
          reconnected()
              .restarted()
              .event("device.added", "a", new JsonObject().put("device", device("a")));
      assertThat(broken(later(forgotten, 4_001)))
          .containsExactly("holds-shown: a is shown as not held, and no connect ended its hold");
    }

    @Test
    void aHoldThatAConnectDidNotEndIsFound() {
      Script kept =
          accepted(
              reconnected().after(30_000).sent("connect", "a", null, NOTHING),
              "op2",
              "connect",
              "command");
      assertThat(
              broken(later(kept.answered("op2", "pending", false).changed(held("connected")), 1)))
          .isEmpty();
      assertThat(broken(later(kept, 4_001)))
          .containsExactly("holds-shown: a is shown as held, and nothing began that");
    }

    @Test
    void aConnectThatIsRefusedDuringARoundEndsTheHold() {
      JsonObject problem =
          new JsonObject().put("code", "operation-in-progress").put("operation", "op2");
      Script refused =
          accepted(reconnected(), "op2", "disconnect", "hold")
              .after(30_000)
              .sent("connect", "a", null, NOTHING)
              .answered(409, problem);
      assertThat(broken(later(refused.changed(device("a")), 30_000))).isEmpty();
      assertThat(broken(later(later(refused.changed(held("connected")), 1), 4_001)))
          .containsExactly("holds-shown: a is shown as held, and nothing began that");
    }

    @Test
    void aConnectThatIsRefusedDuringACommandEndsNothing() {
      JsonObject problem =
          new JsonObject().put("code", "operation-in-progress").put("operation", "op2");
      Script refused =
          accepted(reconnected(), "op2", "disconnect", "command")
              .sent("connect", "a", null, NOTHING)
              .answered(409, problem)
              .changed(device("a"));
      assertThat(broken(later(refused, 4_001)))
          .containsExactly("holds-shown: a is shown as not held, and no connect ended its hold");
    }

    @Test
    void aConnectThatIsNotAnsweredMayHaveEndedTheHold() {
      Script killed =
          reconnected()
              .sent("connect", "a", null, NOTHING)
              .entry(new Unanswered(2, false, "reset by peer"))
              .restarted()
              .event("device.added", "a", new JsonObject().put("device", device("a")));
      assertThat(broken(later(killed, 4_001))).isEmpty();
    }

    @Test
    void aRequestThatJoinsBeginsAHoldToo() {
      Script joined =
          Script.begin().accepted("op1", "a").sent("disconnect", "a", null, HOLD).after(1);
      assertThat(broken(later(joined.answered("op1", "pending", true).changed(device("a")), 4_001)))
          .containsExactly("holds-shown: a is shown as not held, and no connect ended its hold");
      Script shown = Script.begin().accepted("op1", "a").sent("disconnect", "a", null, HOLD);
      assertThat(
              broken(later(shown.changed(held("connected")).answered("op1", "pending", true), 9)))
          .isEmpty();
    }

    @Test
    void aRequestThatIsRepeatedDoesNotBeginTheHoldAgain() {
      Script once = Script.begin().sent("disconnect", "a", "r1", HOLD);
      Script ended =
          accepted(
              accepted(once, "op1", "disconnect", "command")
                  .changed(held("disconnected"))
                  .answered("op1", "pending", false)
                  .completed("op1", "a", "succeeded")
                  .sent("connect", "a", null, NOTHING),
              "op2",
              "connect",
              "command");
      Script repeated =
          ended
              .changed(device("a"))
              .answered("op2", "pending", false)
              .sent("disconnect", "a", "r1", HOLD)
              .answered("op1", "ended", true);
      assertThat(broken(later(repeated, 60_000))).isEmpty();
    }
  }

  @Nested
  class AtTheEndHeldDevicesAreDisconnected {
    private Script settled(JsonObject shown) {
      return Script.begin()
          .entry(new HoldsSettled(new JsonArray().add("a")))
          .snapshot(false, shown, device("b"));
    }

    @Test
    void andThatIsCounted() {
      assertThat(broken(settled(held("disconnected")))).isEmpty();
      assertThat(settled(held("disconnected")).holds().getMap()).containsEntry("settled", 1L);
    }

    @Test
    void oneThatIsConnectedIsFound() {
      assertThat(broken(settled(held("connected"))))
          .containsExactly(
              "holds-enforced: a is held and answers, and at the end it is connected, hold true");
    }

    @Test
    void oneThatIsNoLongerHeldIsFound() {
      assertThat(broken(settled(device("a", "disconnected", null))))
          .containsExactly(
              "holds-enforced: a is held and answers, and at the end it is disconnected, hold false");
    }
  }
}
