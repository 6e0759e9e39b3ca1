package io.github.vertxwpd.security;

import io.github.vertxwpd.JwtOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether JSON Web Tokens are configured: all of it, or nothing. */
public final class JwtSettings {
  private JwtSettings() {}

  /**
   * Returns whether they are.
   *
   * @throws IllegalArgumentException naming the keys that are missing, where others are set: a
   *     token that is not checked in full must not let anybody in
   */
  public static boolean areComplete(JwtOptions options) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("security.jwt.issuer", options.getIssuer());
    keys.put("security.jwt.audience", options.getAudience());
    keys.put("security.jwt.jwks", options.getJwks());
    List<String> missing = keys.keySet().stream().filter(key -> keys.get(key).isBlank()).toList();
    if (!missing.isEmpty() && missing.size() < keys.size()) {
      throw new IllegalArgumentException(
          "set "
              + String.join(" and ", missing)
              + " too, or none of security.jwt: a JSON Web Token is checked against all of them");
    }
    return missing.isEmpty();
  }
}
