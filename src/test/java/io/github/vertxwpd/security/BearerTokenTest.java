package io.github.vertxwpd.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class BearerTokenTest {
  private static final String FORM = "wpd_[a-z2-7]{8}_[A-Za-z0-9_-]{43}";

  @Property(seed = "20261122")
  void everyTokenOfTheFormReadsAsItselfAndPrintsAsItself(@ForAll("tokens") String text) {
    BearerToken token = BearerToken.parse(text).orElseThrow();

    assertThat(token.text()).isEqualTo(text);
    assertThat(text).startsWith("wpd_" + token.id() + "_").endsWith(token.secret());
  }

  @Property(seed = "20261122")
  void whateverTextIsNoTokenIsNoneAndNothingBreaks(@ForAll String text) {
    assertThat(BearerToken.parse(text).isPresent()).isEqualTo(text.matches(FORM));
  }

  @Property(seed = "20261122")
  void aTokenWithOneOtherCharacterIsNotTheSame(
      @ForAll("tokens") String text, @ForAll @IntRange(max = 55) int at, @ForAll char other) {
    String changed = text.substring(0, at) + other + text.substring(at + 1);
    BearerToken token = BearerToken.parse(text).orElseThrow();

    assertThat(
            BearerToken.parse(changed)
                .filter(c -> c.id().equals(token.id()))
                .filter(c -> Secret.hash(c.secret()).equals(Secret.hash(token.secret())))
                .isPresent())
        .isEqualTo(changed.equals(text));
  }

  @Example
  void noTwoTokensHaveAnIdOrASecretInCommon() {
    Set<BearerToken> tokens =
        IntStream.range(0, 1_000).mapToObj(i -> BearerToken.create()).collect(Collectors.toSet());

    assertThat(tokens.stream().map(BearerToken::text)).allMatch(text -> text.matches(FORM));
    assertThat(tokens.stream().map(BearerToken::id).distinct()).hasSize(1_000);
    assertThat(tokens.stream().map(BearerToken::secret).distinct()).hasSize(1_000);
  }

  @Example
  void aTokenNeverShowsItsSecretByAccident() {
    BearerToken token = BearerToken.create();

    assertThat(token.toString()).contains(token.id()).doesNotContain(token.secret());
  }

  @Example
  void whatIsKeptOfASecretIsItsSha256() {
    // printf secret | sha256sum
    assertThat(Secret.hash("secret"))
        .isEqualTo("sha256:2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b");
    assertThat(Secret.same("a", "a")).isTrue();
    assertThat(Secret.same("a", "b")).isFalse();
    assertThat(Secret.same("a", "aa")).isFalse();
  }

  @Provide
  Arbitrary<String> tokens() {
    Arbitrary<String> ids =
        Arbitraries.strings().withChars("abcdefghijklmnopqrstuvwxyz234567").ofLength(8);
    Arbitrary<String> secrets =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withCharRange('A', 'Z')
            .withCharRange('0', '9')
            .withChars('-', '_')
            .ofLength(43);
    return Combinators.combine(ids, secrets).as((id, secret) -> "wpd_" + id + "_" + secret);
  }
}
