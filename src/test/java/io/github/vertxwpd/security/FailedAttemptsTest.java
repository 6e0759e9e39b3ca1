package io.github.vertxwpd.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.stream.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {
  private static final String ADDRESS = "192.0.2.17";

  private final SettableClock clock = new SettableClock(Tokens.NOW);
  private final FailedAttempts attempts = new FailedAttempts(clock);

  private void fail(int times) {
    IntStream.range(0, times).forEach(i -> attempts.failed(ADDRESS));
  }

  @Test
  void fourMistakesWithinAMinuteCostNothing() {
    fail(4);

    assertThat(attempts.waitOf(ADDRESS)).isEmpty();
  }

  @Test
  void theFifthMistakeWithinAMinuteCostsASecond() {
    fail(5);

    assertThat(attempts.waitOf(ADDRESS)).contains(Duration.ofSeconds(1));
    clock.advance(Duration.ofMillis(999));
    assertThat(attempts.waitOf(ADDRESS)).contains(Duration.ofMillis(1));
    clock.advance(Duration.ofMillis(1));
    assertThat(attempts.waitOf(ADDRESS)).isEmpty();
  }

  @Test
  void mistakesOfAMinuteAgoAreForgotten() {
    for (int i = 0; i < 20; i++) {
      fail(1);
      clock.advance(Duration.ofMillis(15_001));
    }

    assertThat(attempts.waitOf(ADDRESS)).isEmpty();
  }

  @Test
  void eachFurtherMistakeCostsTwiceAsMuchUpToAQuarterOfAnHour() {
    fail(4);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      fail(1);
      Duration wait = attempts.waitOf(ADDRESS).orElseThrow();
      waits.add(wait.toSeconds());
      clock.advance(wait);
    }

    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 900L, 900L);
  }

  @Test
  void aSuccessForgetsAllMistakes() {
    fail(7);
    attempts.succeeded(ADDRESS);
    fail(4);

    assertThat(attempts.waitOf(ADDRESS)).isEmpty();
  }

  @Test
  void anHourOfQuietForgetsAllMistakes() {
    fail(12);
    clock.advance(Duration.ofMinutes(59));
    fail(1);
    assertThat(attempts.waitOf(ADDRESS).orElseThrow()).isGreaterThan(Duration.ofMinutes(1));

    clock.advance(Duration.ofHours(1));
    fail(1);
    assertThat(attempts.waitOf(ADDRESS)).isEmpty();
  }

  @Test
  void anAddressPaysForItselfAndAnIpv6NetworkForAllOfItsAddresses() {
    fail(5);
    IntStream.range(0, 5).forEach(i -> attempts.failed("2001:db8:1:2::" + i));

    assertThat(attempts.waitOf("192.0.2.18")).isEmpty();
    assertThat(attempts.waitOf("2001:db8:1:2:ffff::1")).isPresent();
    assertThat(attempts.waitOf("2001:db8:1:3::1")).isEmpty();
  }

  @Test
  void aClockThatIsSetBackKeepsNobodyOut() {
    fail(5);
    clock.advance(Duration.ofDays(-365));

    assertThat(attempts.waitOf(ADDRESS)).isEmpty();
  }

  @Test
  void ofManyAddressesTheOnesThatWereHeardOfLastAreRemembered() {
    fail(5);
    for (int i = 0; i < FailedAttempts.MAX_ADDRESSES - 1; i++) {
      attempts.failed("10." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256);
    }
    assertThat(attempts.waitOf(ADDRESS)).isPresent();

    attempts.failed("192.0.2.18");
    assertThat(attempts.waitOf(ADDRESS)).isPresent();
    assertThat(attempts.size()).isEqualTo(FailedAttempts.MAX_ADDRESSES);

    for (int i = 0; i < FailedAttempts.MAX_ADDRESSES; i++) {
      attempts.failed("11." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256);
    }
    assertThat(attempts.waitOf(ADDRESS)).isEmpty();
    assertThat(attempts.size()).isEqualTo(FailedAttempts.MAX_ADDRESSES);
  }
}
