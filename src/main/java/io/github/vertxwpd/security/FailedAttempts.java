package io.github.vertxwpd.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slows down whoever guesses credentials: after 5 wrong ones within a minute an address waits 1 s,
 * and twice as long after each further one, up to 15 min, until a right one comes or it has been
 * quiet for an hour. Remembers at most 10 000 addresses, those that were heard of last. Any thread
 * may call.
 */
final class FailedAttempts {
  /** How many addresses are remembered. */
  static final int MAX_ADDRESSES = 10_000;

  private static final int FREE_FAILURES = 5;
  private static final Duration WITHIN = Duration.ofMinutes(1);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
  private static final Duration QUIET = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(FailedAttempts.class);

  private final Clock clock;
  private final Map<String, Failures> addresses =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };

  FailedAttempts(Clock clock) {
    this.clock = clock;
  }

  /** Returns how long an address must wait before a credential of it is looked at again. */
  synchronized Optional<Duration> waitOf(String address) {
    return Optional.ofNullable(addresses.get(AddressBlock.of(address)))
        .flatMap(failures -> failures.waitAt(clock.instant()));
  }

  /** Counts a wrong credential. */
  synchronized void failed(String address) {
    String block = AddressBlock.of(address);
    Instant now = clock.instant();
    if (addresses.computeIfAbsent(block, unknown -> new Failures(now)).add(now)) {
      LOG.warn(
          "{} wrong credentials within a minute came from {}, which has to wait from now on, longer"
              + " with each further one",
          FREE_FAILURES,
          block);
    }
  }

  /** Forgets what an address did wrong: it has a right credential. */
  synchronized void succeeded(String address) {
    addresses.remove(AddressBlock.of(address));
  }

  synchronized int size() {
    return addresses.size();
  }

  /** What one address did wrong. */
  private static final class Failures {
    private final Deque<Instant> free = new ArrayDeque<>(FREE_FAILURES);
    private Instant last;
    private Duration wait = Duration.ZERO;

    Failures(Instant now) {
      last = now;
    }

    /** Returns whether the address has to wait from now on, and had not to before. */
    boolean add(Instant now) {
      if (Duration.between(last, now).compareTo(QUIET) >= 0) {
        free.clear();
        wait = Duration.ZERO;
      }
      last = now;
      if (!wait.isZero()) {
        Duration longer = wait.multipliedBy(2);
        wait = longer.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : longer;
        return false;
      }
      free.removeIf(then -> Duration.between(then, now).compareTo(WITHIN) > 0);
      free.add(now);
      if (free.size() < FREE_FAILURES) {
        return false;
      }
      wait = FIRST_WAIT;
      return true;
    }

    /** A clock that was set back keeps nobody out for longer. */
    Optional<Duration> waitAt(Instant now) {
      Duration rest = wait.minus(Duration.between(last, now));
      boolean over = rest.isZero() || rest.isNegative() || rest.compareTo(wait) > 0;
      return over ? Optional.empty() : Optional.of(rest);
    }
  }
}
