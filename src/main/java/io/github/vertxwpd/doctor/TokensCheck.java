package io.github.vertxwpd.doctor;

import io.github.vertxwpd.SecurityOptions;
import io.github.vertxwpd.file.OwnerOnly;
import io.github.vertxwpd.file.UnusableFileException;
import io.github.vertxwpd.security.StoredToken;
import io.github.vertxwpd.security.TokenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Whether the file of the tokens can be used, and lets somebody in.
 *
 * @param options where it is
 * @param clock tells which tokens have ended
 */
record TokensCheck(SecurityOptions options, Clock clock) implements Check {
  private static final String NAME = "tokens";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() throws IOException {
    return List.of(finding());
  }

  private Finding finding() throws IOException {
    String file = options.getTokens();
    if (file.isEmpty()) {
      return Finding.skip(NAME, "security.tokens is not set");
    }
    List<StoredToken> tokens;
    try {
      tokens = new TokenFile(file).read();
    } catch (UnusableFileException | IllegalArgumentException e) {
      return Finding.error(
          NAME,
          "security.tokens: " + e.getMessage(),
          "make the file with `vertx-wpd token create`, or set security.tokens to another one");
    }
    if (OwnerOnly.isOpenToOthers(Path.of(file))) {
      return Finding.warn(
          NAME, "others than its owner can read or change " + file, "chmod 600 " + file);
    }
    Instant now = clock.instant();
    long good = tokens.stream().filter(t -> t.revokedAt().isEmpty() && !t.isExpired(now)).count();
    String message = "%d of %d tokens in %s let somebody in".formatted(good, tokens.size(), file);
    return good > 0
        ? Finding.ok(NAME, message)
        : Finding.warn(NAME, message, "make one with `vertx-wpd token create`");
  }
}
