package io.github.vertxwpd.security;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bearer token as its owner has it: {@code wpd_<id>_<secret>}. The prefix lets scanners find
 * tokens that were published by mistake.
 *
 * @param id names the token, and is no secret: 8 of {@code a-z} and {@code 2-7}
 * @param secret 256 random bits in base64url
 */
public record BearerToken(String id, String secret) {
  /** What an id looks like. */
  static final Pattern ID = Pattern.compile("[a-z2-7]{8}");

  private static final Pattern FORM =
      Pattern.compile("wpd_(" + ID + ")_([A-Za-z0-9_-]{" + Secret.LENGTH + "})");
  private static final String ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int ID_LENGTH = 8;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Makes a token with an id and a secret of its own. */
  public static BearerToken create() {
    StringBuilder id = new StringBuilder(ID_LENGTH);
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ID_ALPHABET.charAt(RANDOM.nextInt(ID_ALPHABET.length())));
    }
    return new BearerToken(id.toString(), Secret.create());
  }

  /** Reads a token; empty where the text is none. */
  public static Optional<BearerToken> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new BearerToken(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** Returns the whole token, which must be shown to its owner alone. */
  public String text() {
    return "wpd_" + id + "_" + secret;
  }

  /** Names the token without its secret. */
  @Override
  public String toString() {
    return "BearerToken[" + id + "]";
  }
}
