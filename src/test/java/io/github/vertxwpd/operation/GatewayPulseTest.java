package io.github.vertxwpd.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.stream.MemoryJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a probe is told of the gateway, in virtual time. */
class GatewayPulseTest {
  /** An event loop that can be stuck: its timers do not fire then, and time goes on. */
  private final VirtualTime loop = new VirtualTime();

  private final MemoryJournal journal = MemoryJournal.empty("e1");
  private final ScriptedTrail trail = new ScriptedTrail();
  private final List<String> degraded = new ArrayList<>();
  private final GatewayPulse pulse =
      new GatewayPulse(loop, journal, trail, () -> List.copyOf(degraded));

  @Test
  void aGatewayThatIsWellWasHeardOfWithinASecond() {
    pulse.start();
    for (int i = 0; i < 100; i++) {
      loop.pass(990);

      assertThat(pulse.condition().silence()).isLessThan(Duration.ofSeconds(1));
    }
    assertThat(pulse.condition())
        .isEqualTo(
            new GatewayCondition(
                pulse.condition().silence(), Duration.ZERO, false, false, false, List.of()));
  }

  @Test
  void anEventLoopThatIsStuckIsSilentForAsLongAsItIs() {
    pulse.start();
    loop.forgetTimers();
    loop.pass(31_000);

    assertThat(pulse.condition().silence()).isEqualTo(Duration.ofSeconds(31));
  }

  @Test
  void anEventLoopThatNeverBeganIsSilentFromTheStart() {
    loop.pass(7_000);

    assertThat(pulse.condition().silence()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void aStuckJournalIsSeenWhileTheEventLoopIsWell() {
    pulse.start();
    journal.beBusyFor(Duration.ofSeconds(42));

    assertThat(pulse.condition().journalBusy()).isEqualTo(Duration.ofSeconds(42));
    assertThat(pulse.condition().journalInTrouble()).isFalse();
  }

  @Test
  void aFullDiskIsSeenAtOnceAndForAsLongAsItIsFull() {
    pulse.start();
    journal.fill();
    assertThat(pulse.condition().journalInTrouble()).isTrue();

    journal.makeRoom();
    assertThat(pulse.condition().journalInTrouble()).isFalse();
  }

  @Test
  void anAuditLogThatCannotBeWrittenIsSeenAtOnce() {
    pulse.start();
    trail.setFailing(true);

    assertThat(pulse.condition().auditInTrouble()).isTrue();
    assertThat(pulse.condition().journalInTrouble()).isFalse();
  }

  @Test
  void aGatewayThatSaidGoodbyeStaysStopping() {
    pulse.start();
    assertThat(pulse.condition().stopping()).isFalse();

    pulse.goodbye();
    loop.pass(10_000);
    assertThat(pulse.condition().stopping()).isTrue();
  }

  @Test
  void whyItIsDegradedIsAskedOnTheEventLoopAloneOnceASecond() {
    pulse.start();
    degraded.add("radio-unavailable");
    assertThat(pulse.condition().degraded()).isEmpty();

    loop.pass(GatewayPulse.BEAT_MS);
    assertThat(pulse.condition().degraded()).containsExactly("radio-unavailable");
  }

  @Test
  void oneThatIsStoppedLeavesNoTimerBehind() {
    pulse.start();
    loop.pass(3_500);
    pulse.stop();

    assertThat(loop.pendingTimers()).isZero();
  }
}
