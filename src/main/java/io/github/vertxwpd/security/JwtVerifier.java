package io.github.vertxwpd.security;

import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks JSON Web Tokens (RFC 7519) of one issuer for one audience, signed (RFC 7515) with a
 * private key whose public key the issuer publishes. Any thread may call.
 */
final class JwtVerifier {
  /** How long a token may be, in characters; one that is longer does not fit into a header. */
  static final int MAX_LENGTH = 8_192;

  private static final Logger LOG = LoggerFactory.getLogger(JwtVerifier.class);

  /** Three parts, none of them empty: a token without a signature is none. */
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9_-]+)\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  private static final Verdict NOT_VALID = new Verdict.Wrong("the JSON Web Token is not valid");

  private final KeySource source;
  private final JwtClaims claims;

  /** Which key a token says that it was signed with. */
  private record Header(String algorithm, Optional<String> key) {}

  JwtVerifier(KeySource source, String rolesClaim, Clock clock) {
    this.source = source;
    this.claims = new JwtClaims(rolesClaim, clock);
  }

  /** Says whose token it is. Completes on any thread, and never fails. */
  Future<Verdict> check(String token) {
    Optional<Header> header = header(token);
    if (header.isEmpty()) {
      return Future.succeededFuture(NOT_VALID);
    }
    if (hasKey(header.get())) {
      return verify(token);
    }
    return source
        .refresh()
        .compose(
            read ->
                hasKey(header.get())
                    ? verify(token)
                    : Future.succeededFuture(withoutKey(header.get())));
  }

  private boolean hasKey(Header header) {
    return source.keys().filter(keys -> keys.has(header.algorithm(), header.key())).isPresent();
  }

  private Verdict withoutKey(Header header) {
    if (source.keys().isEmpty()) {
      return new Verdict.Refused(
          Problem.of(
                  ProblemCode.UNAUTHENTICATED,
                  "the keys that JSON Web Tokens are checked with are not there yet")
              .withRetryAfterMs(KeyAddress.RETRY_MS));
    }
    LOG.debug("A JSON Web Token was refused: no key {} for {}", header.key(), header.algorithm());
    return NOT_VALID;
  }

  /** The keys may have been read again since: the library looks for the key once more. */
  private Future<Verdict> verify(String token) {
    return source
        .keys()
        .orElseThrow()
        .verify(token)
        .map(claims::check)
        .otherwise(
            cause -> {
              LOG.debug("A JSON Web Token was refused: {}", cause.toString());
              return NOT_VALID;
            });
  }

  /**
   * Reads what the token says of its signature; empty where it is none that could be right: without
   * a signature, with one by a shared secret, or with an extension that has to be understood.
   */
  private static Optional<Header> header(String token) {
    var matcher = FORM.matcher(token);
    if (token.length() > MAX_LENGTH || !matcher.matches()) {
      return Optional.empty();
    }
    try {
      JsonObject header =
          new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(matcher.group(1))));
      boolean understood =
          header.getValue("alg") instanceof String algorithm
              && JsonWebKey.isAlgorithm(algorithm)
              && !header.containsKey("crit")
              && (!header.containsKey("kid") || header.getValue("kid") instanceof String);
      return understood
          ? Optional.of(
              new Header(header.getString("alg"), Optional.ofNullable(header.getString("kid"))))
          : Optional.empty();
    } catch (DecodeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
