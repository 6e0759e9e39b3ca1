package io.github.vertxwpd.logging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Levels that loggers have for a while, and lose by themselves. Confined to one event loop. */
public final class TemporaryLevels {
  private static final Logger LOG = LoggerFactory.getLogger(TemporaryLevels.class);

  private final LogLevels levels;
  private final Clock clock;
  private final Timers timers;
  private final Listener listener;
  private final Map<String, Running> running = new TreeMap<>();

  /** Runs things later. */
  @FunctionalInterface
  public interface Timers {
    /**
     * Runs something later, on the event loop that this is confined to.
     *
     * @param delay when
     * @param action what
     * @return cancels it
     */
    Runnable after(Duration delay, Runnable action);
  }

  /** Told when a level is over. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A logger logs as before.
     *
     * @param logger which one
     * @param level its level of before; empty where it has that of the logger above it
     */
    void restored(String logger, Optional<String> level);
  }

  /**
   * A level for a while.
   *
   * @param level such as {@code DEBUG}
   * @param until when it is over
   */
  public record Change(String level, Instant until) {}

  private record Running(Change change, Optional<String> before, Runnable cancel) {}

  /**
   * Makes a place where nothing is changed yet.
   *
   * @param levels the process' levels
   * @param clock says until when a level stays
   * @param timers end it
   * @param listener told when it is over
   */
  public TemporaryLevels(LogLevels levels, Clock clock, Timers timers, Listener listener) {
    this.levels = levels;
    this.clock = clock;
    this.timers = timers;
    this.listener = listener;
  }

  /** Returns the loggers that have another level now. */
  public Map<String, Change> changes() {
    Map<String, Change> changes = new TreeMap<>();
    running.forEach((logger, one) -> changes.put(logger, one.change()));
    return changes;
  }

  /**
   * Gives a logger a level. Where it has one for a while already, this one takes its place.
   *
   * @param level such as {@code DEBUG}
   * @param time for how long
   */
  public void change(String logger, String level, Duration time) {
    Optional<Running> earlier = Optional.ofNullable(running.remove(logger));
    earlier.ifPresent(one -> one.cancel().run());
    Optional<String> before = earlier.map(Running::before).orElseGet(() -> levels.level(logger));
    Change change = new Change(level, clock.instant().plus(time));
    Runnable cancel = timers.after(time, () -> restore(logger));
    running.put(logger, new Running(change, before, cancel));
    levels.set(logger, Optional.of(level));
    LOG.info("{} logs at {} until {}", logger, level, change.until());
  }

  /** Ends all of them now. */
  public void stop() {
    List<Running> ending = List.copyOf(running.values());
    List.copyOf(running.keySet()).forEach(this::restore);
    ending.forEach(one -> one.cancel().run());
  }

  private void restore(String logger) {
    Running over = running.remove(logger);
    levels.set(logger, over.before());
    LOG.info("{} logs as before", logger);
    listener.restored(logger, over.before());
  }
}
