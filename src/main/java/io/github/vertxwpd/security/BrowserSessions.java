package io.github.vertxwpd.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The browsers that are logged in, in memory: a restart logs them out. At most 10 000; one more
 * ends the oldest. They are kept by the hash of their id, so that how long it takes to find one
 * says nothing about the ids there are. Any thread may call.
 */
final class BrowserSessions {
  /** How many there are at most. */
  static final int MAX_SESSIONS = 10_000;

  private final Clock clock;
  private final Duration lifetime;
  private final Predicate<Principal> current;
  private final Map<String, BrowserSession> sessions =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, BrowserSession> eldest) {
          return size() > MAX_SESSIONS;
        }
      };

  /**
   * Makes a set of sessions.
   *
   * @param lifetime how long one lasts at most
   * @param current whether a token that was accepted still would be
   */
  BrowserSessions(Clock clock, Duration lifetime, Predicate<Principal> current) {
    this.clock = clock;
    this.lifetime = lifetime;
    this.current = current;
  }

  synchronized BrowserSession begin(Principal principal) {
    Instant latest = clock.instant().plus(lifetime);
    Instant end = principal.expires().filter(latest::isAfter).orElse(latest);
    BrowserSession session = new BrowserSession(Secret.create(), Secret.create(), principal, end);
    sessions.put(Secret.hash(session.id()), session);
    return session;
  }

  synchronized Optional<BrowserSession> find(String id) {
    String key = Secret.hash(id);
    Optional<BrowserSession> session = Optional.ofNullable(sessions.get(key));
    if (session.isPresent() && hasEnded(session.get())) {
      sessions.remove(key);
      return Optional.empty();
    }
    return session;
  }

  synchronized void end(String id) {
    sessions.remove(Secret.hash(id));
  }

  /** Forgets the sessions that have ended. */
  synchronized void sweep() {
    Iterator<BrowserSession> all = sessions.values().iterator();
    while (all.hasNext()) {
      if (hasEnded(all.next())) {
        all.remove();
      }
    }
  }

  synchronized int size() {
    return sessions.size();
  }

  private boolean hasEnded(BrowserSession session) {
    return !clock.instant().isBefore(session.expires()) || !current.test(session.principal());
  }
}
