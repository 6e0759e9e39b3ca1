package io.github.vertxwpd;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.core.json.JsonObject;

/** Whose JSON Web Tokens are accepted. */
@DataObject
public class JwtOptions {
  /** No JSON Web Token is accepted. */
  public static final String DEFAULT_ISSUER = "";

  /** There is no audience. */
  public static final String DEFAULT_AUDIENCE = "";

  /** There are no keys. */
  public static final String DEFAULT_JWKS = "";

  /** The claim with the roles: {@value}. */
  public static final String DEFAULT_ROLES_CLAIM = "roles";

  private String issuer = DEFAULT_ISSUER;
  private String audience = DEFAULT_AUDIENCE;
  private String jwks = DEFAULT_JWKS;
  private String rolesClaim = DEFAULT_ROLES_CLAIM;

  /** Makes options with the defaults. */
  public JwtOptions() {}

  /** Copies options. */
  public JwtOptions(JwtOptions other) {
    this(other.toJson());
  }

  /**
   * Reads options from their JSON form; members that are missing have their defaults.
   *
   * @throws ClassCastException where a member has another type
   */
  public JwtOptions(JsonObject json) {
    issuer = json.getString("issuer", issuer);
    audience = json.getString("audience", audience);
    jwks = json.getString("jwks", jwks);
    rolesClaim = json.getString("rolesClaim", rolesClaim);
  }

  /** Returns the JSON form. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("issuer", issuer)
        .put("audience", audience)
        .put("jwks", jwks)
        .put("rolesClaim", rolesClaim);
  }

  /** Returns who must have issued a token; empty where none is accepted. */
  public String getIssuer() {
    return issuer;
  }

  /** Sets who must have issued a token: its claim {@code iss}, exactly. */
  public JwtOptions setIssuer(String value) {
    this.issuer = value;
    return this;
  }

  /** Returns whom a token must be for. */
  public String getAudience() {
    return audience;
  }

  /** Sets whom a token must be for: one of its claim {@code aud}. */
  public JwtOptions setAudience(String value) {
    this.audience = value;
    return this;
  }

  /** Returns where the issuer's public keys are: a file or an https address. */
  public String getJwks() {
    return jwks;
  }

  /** Sets where the issuer's public keys (JWKS, RFC 7517) are: a file or an https address. */
  public JwtOptions setJwks(String value) {
    this.jwks = value;
    return this;
  }

  /** Returns the claim that says what roles somebody has. */
  public String getRolesClaim() {
    return rolesClaim;
  }

  /** Sets the claim, a name or an array of names, that says what roles somebody has. */
  public JwtOptions setRolesClaim(String value) {
    this.rolesClaim = value;
    return this;
  }
}
