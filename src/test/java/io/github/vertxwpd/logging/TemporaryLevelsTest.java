package io.github.vertxwpd.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.logging.TemporaryLevels.Change;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemporaryLevelsTest {
  private static final String LOGGER = "io.github.vertxwpd.operation";
  private static final Instant NOW = Instant.parse("2026-11-22T09:14:00Z");
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private final Map<String, String> set = new HashMap<>();
  private final Map<Runnable, Duration> timers = new LinkedHashMap<>();
  private final List<String> restored = new ArrayList<>();
  private final TemporaryLevels levels =
      new TemporaryLevels(
          new LogLevels() {
            @Override
            public Optional<String> level(String logger) {
              return Optional.ofNullable(set.get(logger));
            }

            @Override
            public void set(String logger, Optional<String> level) {
              level.ifPresentOrElse(value -> set.put(logger, value), () -> set.remove(logger));
            }
          },
          Clock.fixed(NOW, ZoneOffset.UTC),
          (delay, action) -> {
            timers.put(action, delay);
            return () -> timers.remove(action);
          },
          (logger, level) -> restored.add(logger + "=" + level.orElse("inherited")));

  private void letTheTimerFire() {
    Runnable due = timers.keySet().iterator().next();
    timers.remove(due);
    due.run();
  }

  @Test
  void aLevelStaysForItsTimeAndThenTheLoggerLogsAsBefore() {
    set.put(LOGGER, "WARN");
    levels.change(LOGGER, "DEBUG", HALF_AN_HOUR);

    assertThat(set).containsEntry(LOGGER, "DEBUG");
    assertThat(levels.changes())
        .isEqualTo(Map.of(LOGGER, new Change("DEBUG", NOW.plus(HALF_AN_HOUR))));
    assertThat(timers).containsValue(HALF_AN_HOUR);
    letTheTimerFire();

    assertThat(set).containsEntry(LOGGER, "WARN");
    assertThat(levels.changes()).isEmpty();
    assertThat(restored).containsExactly(LOGGER + "=WARN");
  }

  @Test
  void aLoggerWithoutALevelOfItsOwnHasNoneAgain() {
    levels.change(LOGGER, "TRACE", HALF_AN_HOUR);
    letTheTimerFire();

    assertThat(set).isEmpty();
    assertThat(restored).containsExactly(LOGGER + "=inherited");
  }

  @Test
  void anotherLevelTakesThePlaceOfTheFirstAndTheOneOfBeforeComesBack() {
    set.put(LOGGER, "WARN");
    levels.change(LOGGER, "DEBUG", HALF_AN_HOUR);
    levels.change(LOGGER, "TRACE", Duration.ofMinutes(5));

    assertThat(timers).hasSize(1).containsValue(Duration.ofMinutes(5));
    assertThat(levels.changes().get(LOGGER).level()).isEqualTo("TRACE");
    letTheTimerFire();

    assertThat(set).containsEntry(LOGGER, "WARN");
    assertThat(restored).hasSize(1);
  }

  @Test
  void aStopEndsAllOfThemAndNothingIsLeftToHappen() {
    levels.change(LOGGER, "DEBUG", HALF_AN_HOUR);
    levels.change("io.github.vertxwpd.web", "TRACE", HALF_AN_HOUR);
    levels.stop();

    assertThat(set).isEmpty();
    assertThat(timers).isEmpty();
    assertThat(restored).hasSize(2);
  }
}
