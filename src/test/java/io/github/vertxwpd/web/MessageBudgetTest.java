package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MessageBudgetTest {
  private final AtomicLong nanos = new AtomicLong();
  private final MessageBudget budget = new MessageBudget(50, 100, nanos::get);

  @Test
  void aBurstIsAllowedAndNoMore() {
    assertThat(budget.take(100)).isTrue();
    assertThat(budget.take(1)).isFalse();
  }

  @Test
  void theBudgetIsRefilledWithTimeUpToTheBurst() {
    budget.take(100);
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
    assertThat(budget.take(6)).isFalse();
    assertThat(budget.take(5)).isTrue();

    nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
    assertThat(budget.take(101)).isFalse();
    assertThat(budget.take(100)).isTrue();
  }
}
