package io.github.vertxwpd.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.ProblemCode;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A process that stood still does not know how old the messages are that waited for it. */
class StandstillWatchTest {
  private final AtomicLong now = new AtomicLong(1_000);
  private final StandstillWatch watch = new StandstillWatch(now::get);

  @Test
  void aProcessThatGoesOnTakesMessages() {
    now.addAndGet(StandstillWatch.TICK_MS);

    assertThat(watch.tick()).isZero();
    assertThat(watch.problem()).isEmpty();
  }

  @Test
  void aMessageThatComesBeforeTheFirstTickAfterAStandstillIsRefused() {
    now.addAndGet(40_000);

    assertThat(watch.problem())
        .hasValueSatisfying(
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.GATEWAY_UNREACHABLE));
  }

  @Test
  void aMessageThatComesSoonAfterAStandstillIsRefusedAndALaterOneIsNot() {
    now.addAndGet(40_000);

    assertThat(watch.tick()).isEqualTo(40_000);
    assertThat(watch.problem()).isPresent();
    for (int i = 0; i < 6; i++) {
      now.addAndGet(StandstillWatch.TICK_MS);
      assertThat(watch.tick()).isZero();
    }
    assertThat(watch.problem()).isEmpty();
  }
}
