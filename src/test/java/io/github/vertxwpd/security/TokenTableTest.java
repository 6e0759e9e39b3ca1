package io.github.vertxwpd.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenTableTest {
  private static final Instant NOW = Tokens.NOW;

  private final BearerToken token = BearerToken.create();
  private final StoredToken stored = Tokens.stored(token, Role.OPERATOR);
  private final TokenTable table = new TokenTable(List.of(stored, Tokens.stored("another")));

  @Test
  void aTokenLetsItsOwnerInWithItsRole() {
    assertThat(table.check(token, NOW))
        .isEqualTo(
            new Verdict.Accepted(
                new Principal(
                    "token:" + token.id() + " a name",
                    Role.OPERATOR,
                    Optional.of(token.id()),
                    Optional.empty())));
  }

  @Test
  void anUnknownIdAndAWrongSecretAreAnsweredAlike() {
    Verdict unknownId = table.check(BearerToken.create(), NOW);
    Verdict wrongSecret = table.check(new BearerToken(token.id(), Secret.create()), NOW);

    assertThat(unknownId).isInstanceOf(Verdict.Wrong.class).isEqualTo(wrongSecret);
  }

  @Test
  void aTokenEndsAtItsTimeAndSaysSoToWhoeverHasItsSecret() {
    TokenTable ending = new TokenTable(List.of(Tokens.stored(token, NOW.plusSeconds(60))));
    BearerToken guess = new BearerToken(token.id(), Secret.create());

    assertThat(ending.check(token, NOW.plusMillis(59_999))).isInstanceOf(Verdict.Accepted.class);
    assertThat(ending.check(token, NOW.plusSeconds(60)))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> {
              assertThat(refused.problem().code()).isEqualTo(ProblemCode.UNAUTHENTICATED);
              assertThat(refused.problem().detail()).contains("expired");
            });
    assertThat(ending.check(guess, NOW.plusSeconds(60))).isInstanceOf(Verdict.Wrong.class);
    assertThat(ending.isCurrent(token.id(), Role.VIEWER, NOW.plusSeconds(59))).isTrue();
    assertThat(ending.isCurrent(token.id(), Role.VIEWER, NOW.plusSeconds(60))).isFalse();
  }

  @Test
  void aRevokedTokenLetsNobodyIn() {
    TokenTable later = new TokenTable(List.of(stored.revoked(NOW)));

    assertThat(later.check(token, NOW))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.problem().detail()).contains("revoked"));
    assertThat(later.isCurrent(token.id(), Role.OPERATOR, NOW)).isFalse();
    assertThat(table.isCurrent(token.id(), Role.OPERATOR, NOW)).isTrue();
  }

  @Test
  void aTokenThatWasGivenAnotherRoleIsNoLongerTheSame() {
    TokenTable later = new TokenTable(List.of(Tokens.stored(token, Role.VIEWER)));

    assertThat(later.isCurrent(token.id(), Role.OPERATOR, NOW)).isFalse();
    assertThat(later.isCurrent(token.id(), Role.VIEWER, NOW)).isTrue();
  }

  @Test
  void theChangesNameWhatIsNewWhatDiffersAndWhatIsGone() {
    StoredToken kept = Tokens.stored("kept");
    StoredToken removed = Tokens.stored("removed");
    StoredToken added = Tokens.stored("added");
    BearerToken regraded = BearerToken.create();
    TokenTable before =
        new TokenTable(List.of(stored, kept, removed, Tokens.stored(regraded, Role.VIEWER)));
    TokenTable after =
        new TokenTable(
            List.of(stored.revoked(NOW), kept, added, Tokens.stored(regraded, Role.ADMIN)));

    TokenChanges changes = before.changesTo(after);

    assertThat(changes.added()).containsExactly(added.id());
    assertThat(changes.changed()).containsExactly(regraded.id());
    assertThat(changes.revoked()).containsExactlyInAnyOrder(token.id(), removed.id());
    assertThat(before.changesTo(before).isEmpty()).isTrue();
  }
}
