package io.github.vertxwpd.security;

import io.github.vertxwpd.model.NearestName;
import io.github.vertxwpd.model.Role;
import io.github.vertxwpd.model.Timestamps;
import io.github.vertxwpd.model.WireName;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is kept of a bearer token: everything but its secret.
 *
 * @param id names the token
 * @param name what its owner calls it
 * @param role what its owner may do
 * @param hash the SHA-256 of its secret, in the form of {@code sha256:} and hexadecimal digits
 * @param createdAt when it was made
 * @param expiresAt when it ends by itself; empty where it does not
 * @param revokedAt when it was revoked; empty where it was not
 */
public record StoredToken(
    String id,
    String name,
    Role role,
    String hash,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> revokedAt) {
  /** How long a name may be, in characters. */
  public static final int MAX_NAME = 64;

  private static final List<String> MEMBERS =
      List.of("id", "name", "role", "hash", "createdAt", "expiresAt", "revokedAt");
  private static final Pattern HASH = Pattern.compile("sha256:[0-9a-f]{64}");

  /**
   * Makes what is kept of a new token.
   *
   * @param token the token
   * @param name what its owner calls it
   * @param role what its owner may do
   * @param now when it is made
   * @param expiresAt when it ends by itself
   * @throws IllegalArgumentException where the name is not valid, saying why
   */
  public static StoredToken of(
      BearerToken token, String name, Role role, Instant now, Optional<Instant> expiresAt) {
    checkName(name);
    return new StoredToken(
        token.id(), name, role, Secret.hash(token.secret()), now, expiresAt, Optional.empty());
  }

  /** Returns whether the token is this one, in a time that says nothing about its secret. */
  boolean isHashOf(BearerToken token) {
    return Secret.same(hash, Secret.hash(token.secret()));
  }

  /** Returns whether the token has ended by itself. */
  public boolean isExpired(Instant now) {
    return expiresAt.filter(end -> !now.isBefore(end)).isPresent();
  }

  /** Returns this token, revoked; where it was already, it stays so since then. */
  StoredToken revoked(Instant now) {
    Instant since = revokedAt.orElse(now);
    return new StoredToken(id, name, role, hash, createdAt, expiresAt, Optional.of(since));
  }

  /** Returns whom the token lets in. */
  Principal principal() {
    return new Principal("token:" + id + " " + name, role, Optional.of(id), expiresAt);
  }

  /** Returns the form that may be shown: without the hash. */
  public JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("id", id)
            .put("name", name)
            .put("role", role.wireName())
            .put("createdAt", Timestamps.format(createdAt));
    expiresAt.ifPresent(end -> json.put("expiresAt", Timestamps.format(end)));
    revokedAt.ifPresent(end -> json.put("revokedAt", Timestamps.format(end)));
    return json;
  }

  /** Returns the form in the file. */
  JsonObject toFileJson() {
    return toJson().put("hash", hash);
  }

  /**
   * Reads the form in the file. What is not known is refused: a member with a typing mistake could
   * be the end of a token.
   *
   * @throws IllegalArgumentException saying what is wrong with which member
   */
  static StoredToken fromFileJson(JsonObject json) {
    for (String member : json.fieldNames()) {
      if (!MEMBERS.contains(member)) {
        throw new IllegalArgumentException(NearestName.unknown("member", member, MEMBERS));
      }
    }
    String name = text(json, "name");
    checkName(name);
    String role = text(json, "role");
    return new StoredToken(
        matching(json, "id", BearerToken.ID),
        name,
        WireName.find(Role.class, role)
            .orElseThrow(() -> new IllegalArgumentException("there is no role " + role)),
        matching(json, "hash", HASH),
        time(json, "createdAt"),
        optionalTime(json, "expiresAt"),
        optionalTime(json, "revokedAt"));
  }

  private static void checkName(String name) {
    if (name.isBlank() || !name.equals(name.strip())) {
      throw new IllegalArgumentException(
          "a token's name is neither empty nor begins or ends with a blank");
    }
    if (!PrintableText.isPrintable(name, MAX_NAME)) {
      throw new IllegalArgumentException(
          "a token's name has at most "
              + MAX_NAME
              + " characters, none of them a control character");
    }
  }

  private static String matching(JsonObject json, String member, Pattern form) {
    String text = text(json, member);
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException(member + " does not match " + form);
    }
    return text;
  }

  private static Optional<Instant> optionalTime(JsonObject json, String member) {
    return json.containsKey(member) ? Optional.of(time(json, member)) : Optional.empty();
  }

  private static Instant time(JsonObject json, String member) {
    try {
      return Instant.parse(text(json, member));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          member + " is no time such as 2026-11-22T09:14:00.000Z", e);
    }
  }

  private static String text(JsonObject json, String member) {
    if (json.getValue(member) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(
        json.containsKey(member) ? member + " is no text" : member + " is missing");
  }
}
