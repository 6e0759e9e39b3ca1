package io.github.vertxwpd.security;

import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Role;
import io.github.vertxwpd.model.WireName;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Understands the claims of a JSON Web Token whose signature, issuer and audience are right: when
 * it is valid, who it is and what they may do.
 */
final class JwtClaims {
  /** How far the clocks of the issuer and of this machine may be apart. */
  static final Duration LEEWAY = Duration.ofSeconds(30);

  /** How long a subject may be, in characters. */
  static final int MAX_SUBJECT = 256;

  /** The end of the year 9999, in seconds: what comes later is a mistake. */
  private static final double LATEST = 253_402_300_799d;

  private final String rolesClaim;
  private final Clock clock;

  JwtClaims(String rolesClaim, Clock clock) {
    this.rolesClaim = rolesClaim;
    this.clock = clock;
  }

  /** Says whom the claims let in. */
  Verdict check(JsonObject claims) {
    Instant now = clock.instant();
    Optional<Instant> end = time(claims, "exp").map(exp -> exp.plus(LEEWAY));
    if (end.isEmpty()) {
      return wrong("has no valid exp: it would never end");
    }
    if (!now.isBefore(end.get())) {
      return Verdict.ended("the JSON Web Token has expired");
    }
    boolean valid = time(claims, "nbf").filter(nbf -> !now.isBefore(nbf.minus(LEEWAY))).isPresent();
    if (claims.containsKey("nbf") && !valid) {
      return wrong("is not valid yet");
    }
    Object subject = claims.getValue("sub");
    if (!(subject instanceof String name)
        || name.isBlank()
        || !PrintableText.isPrintable(name, MAX_SUBJECT)) {
      return wrong("has no sub of at most " + MAX_SUBJECT + " printable characters");
    }
    return role(claims)
        .<Verdict>map(
            role -> new Verdict.Accepted(new Principal("jwt:" + name, role, Optional.empty(), end)))
        .orElseGet(this::withoutRole);
  }

  private static Verdict wrong(String what) {
    return new Verdict.Wrong("the JSON Web Token " + what);
  }

  private Verdict withoutRole() {
    return new Verdict.Refused(
        Problem.of(
            ProblemCode.FORBIDDEN,
            "the claim "
                + rolesClaim
                + " of the JSON Web Token has none of viewer, operator and"
                + " admin"));
  }

  /** The highest role counts; what else the issuer calls a role does not. */
  private Optional<Role> role(JsonObject claims) {
    Object value = claims.getValue(rolesClaim);
    Stream<?> names = value instanceof JsonArray array ? array.stream() : Stream.of(value);
    return names
        .filter(String.class::isInstance)
        .flatMap(name -> WireName.find(Role.class, (String) name).stream())
        .max(Comparator.naturalOrder());
  }

  /** Reads a NumericDate: seconds, maybe with a fraction. */
  private static Optional<Instant> time(JsonObject claims, String claim) {
    if (!(claims.getValue(claim) instanceof Number seconds)) {
      return Optional.empty();
    }
    double value = seconds.doubleValue();
    return value >= 0 && value <= LATEST
        ? Optional.of(Instant.ofEpochSecond((long) value))
        : Optional.empty();
  }
}
