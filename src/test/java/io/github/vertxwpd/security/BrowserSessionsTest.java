package io.github.vertxwpd.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.Role;
import io.github.vertxwpd.stream.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BrowserSessionsTest {
  private static final Duration LIFETIME = Duration.ofHours(12);

  private final SettableClock clock = new SettableClock(Tokens.NOW);
  private final Set<Principal> revoked = new HashSet<>();
  private final BrowserSessions sessions =
      new BrowserSessions(clock, LIFETIME, principal -> !revoked.contains(principal));
  private final Principal somebody = principal(Optional.empty());

  private static Principal principal(Optional<Instant> expires) {
    return new Principal("token:abcdefgh somebody", Role.VIEWER, Optional.of("abcdefgh"), expires);
  }

  @Test
  void aSessionIsFoundByTheSecretInItsCookieAlone() {
    BrowserSession session = sessions.begin(somebody);
    BrowserSession other = sessions.begin(somebody);

    assertThat(sessions.find(session.id())).contains(session);
    assertThat(sessions.find(session.csrf())).isEmpty();
    assertThat(sessions.find("")).isEmpty();
    assertThat(Set.of(session.id(), session.csrf(), other.id(), other.csrf()))
        .hasSize(4)
        .allMatch(secret -> secret.matches("[A-Za-z0-9_-]{43}"));
  }

  @Test
  void itsHeaderIsComparedWithItsOwnSecret() {
    BrowserSession session = sessions.begin(somebody);

    assertThat(session.isCsrf(session.csrf())).isTrue();
    assertThat(session.isCsrf(sessions.begin(somebody).csrf())).isFalse();
    assertThat(session.isCsrf(session.id())).isFalse();
    assertThat(session.isCsrf("")).isFalse();
    assertThat(session.toString()).doesNotContain(session.id()).doesNotContain(session.csrf());
  }

  @Test
  void itEndsAfterItsTime() {
    BrowserSession session = sessions.begin(somebody);
    clock.advance(LIFETIME.minusMillis(1));
    assertThat(sessions.find(session.id())).isPresent();

    clock.advance(Duration.ofMillis(1));
    assertThat(sessions.find(session.id())).isEmpty();
    assertThat(sessions.size()).isZero();
  }

  @Test
  void itEndsWithItsToken() {
    Instant end = Tokens.NOW.plusSeconds(60);
    BrowserSession session = sessions.begin(principal(Optional.of(end)));
    assertThat(session.expires()).isEqualTo(end);

    clock.advance(Duration.ofSeconds(60));
    assertThat(sessions.find(session.id())).isEmpty();
  }

  @Test
  void aTokenThatLastsLongerDoesNotMakeItLonger() {
    BrowserSession session =
        sessions.begin(principal(Optional.of(Tokens.NOW.plus(LIFETIME).plusSeconds(1))));

    assertThat(session.expires()).isEqualTo(Tokens.NOW.plus(LIFETIME));
  }

  @Test
  void itEndsWhenItsTokenIsRevoked() {
    BrowserSession session = sessions.begin(somebody);
    revoked.add(somebody);

    assertThat(sessions.find(session.id())).isEmpty();
    revoked.clear();
    assertThat(sessions.find(session.id())).isEmpty();
  }

  @Test
  void whoLogsOutIsOut() {
    BrowserSession session = sessions.begin(somebody);
    BrowserSession other = sessions.begin(somebody);
    sessions.end(session.id());
    sessions.end(session.id());

    assertThat(sessions.find(session.id())).isEmpty();
    assertThat(sessions.find(other.id())).isPresent();
  }

  @Test
  void whatHasEndedIsForgotten() {
    sessions.begin(principal(Optional.of(Tokens.NOW.plusSeconds(60))));
    BrowserSession lasting = sessions.begin(somebody);
    clock.advance(Duration.ofSeconds(60));
    sessions.sweep();

    assertThat(sessions.size()).isEqualTo(1);
    assertThat(sessions.find(lasting.id())).isPresent();
  }

  @Test
  void oneMoreThanThereMayBeEndsTheOldest() {
    BrowserSession oldest = sessions.begin(somebody);
    BrowserSession second = sessions.begin(somebody);
    for (int i = 2; i <= BrowserSessions.MAX_SESSIONS; i++) {
      sessions.begin(somebody);
    }

    assertThat(sessions.size()).isEqualTo(BrowserSessions.MAX_SESSIONS);
    assertThat(sessions.find(oldest.id())).isEmpty();
    assertThat(sessions.find(second.id())).isPresent();
  }
}
