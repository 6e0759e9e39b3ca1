package io.github.vertxwpd.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class MissedEndsTest {
  private final MissedEnds ends = new MissedEnds();

  @Test
  void whatDoesNotRunAfterAGapMayHaveEndedUnseen() {
    ends.told("op1");
    ends.told("op2");
    ends.startAnew(Set.of("op2", "op3"));
    assertThat(ends.drain()).containsExactly("op1");
    assertThat(ends.drain()).isEmpty();
    assertThat(ends.open()).containsExactlyInAnyOrder("op1", "op2", "op3");
  }

  @Test
  void whatHasEndedIsNotAskedForAgain() {
    ends.told("op1");
    ends.ended("op1");
    ends.ended("op2");
    ends.told("op2");
    ends.startAnew(Set.of());
    assertThat(ends.drain()).isEmpty();
    assertThat(ends.open()).isEmpty();
  }
}
