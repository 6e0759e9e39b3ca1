package io.github.vertxwpd;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.core.json.JsonObject;

/**
 * Who may use the web verticle. Without tokens and without JSON Web Tokens everybody on this
 * machine may.
 */
@DataObject
public class SecurityOptions {
  /** There is no token file. */
  public static final String DEFAULT_TOKENS = "";

  /** How long a browser's session lasts, in minutes: {@value}. */
  public static final int DEFAULT_SESSION_MINUTES = 720;

  private String tokens = DEFAULT_TOKENS;
  private int sessionMinutes = DEFAULT_SESSION_MINUTES;
  private JwtOptions jwt = new JwtOptions();

  /** Makes options with the defaults. */
  public SecurityOptions() {}

  /** Copies options. */
  public SecurityOptions(SecurityOptions other) {
    this(other.toJson());
  }

  /**
   * Reads options from their JSON form; members that are missing have their defaults.
   *
   * @throws ClassCastException where a member has another type
   */
  public SecurityOptions(JsonObject json) {
    tokens = json.getString("tokens", tokens);
    sessionMinutes = json.getInteger("sessionMinutes", sessionMinutes);
    jwt = new JwtOptions(json.getJsonObject("jwt", new JsonObject()));
  }

  /** Returns the JSON form. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("tokens", tokens)
        .put("sessionMinutes", sessionMinutes)
        .put("jwt", jwt.toJson());
  }

  /** Returns the file of the bearer tokens; empty where there is none. */
  public String getTokens() {
    return tokens;
  }

  /**
   * Sets the file of the bearer tokens, which {@code token create} writes; it is read again when it
   * changes.
   */
  public SecurityOptions setTokens(String value) {
    this.tokens = value;
    return this;
  }

  /** Returns how long a browser's session lasts, in minutes. */
  public int getSessionMinutes() {
    return sessionMinutes;
  }

  /** Sets how long a browser's session lasts, in minutes. */
  public SecurityOptions setSessionMinutes(int value) {
    this.sessionMinutes = value;
    return this;
  }

  /** Returns whose JSON Web Tokens are accepted. */
  public JwtOptions getJwt() {
    return jwt;
  }

  /** Sets whose JSON Web Tokens are accepted. */
  public SecurityOptions setJwt(JwtOptions value) {
    this.jwt = value;
    return this;
  }
}
