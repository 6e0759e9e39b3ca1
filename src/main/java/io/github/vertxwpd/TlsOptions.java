package io.github.vertxwpd;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.core.json.JsonObject;

/** With which certificate the web verticle serves HTTPS. */
@DataObject
public class TlsOptions {
  /** There is no certificate: HTTP is served. */
  public static final String DEFAULT_CERTIFICATE = "";

  /** There is no private key. */
  public static final String DEFAULT_KEY = "";

  private String certificate = DEFAULT_CERTIFICATE;
  private String key = DEFAULT_KEY;

  /** Makes options with the defaults. */
  public TlsOptions() {}

  /** Copies options. */
  public TlsOptions(TlsOptions other) {
    this(other.toJson());
  }

  /**
   * Reads options from their JSON form; members that are missing have their defaults.
   *
   * @throws ClassCastException where a member has another type
   */
  public TlsOptions(JsonObject json) {
    certificate = json.getString("certificate", certificate);
    key = json.getString("key", key);
  }

  /** Returns the JSON form. */
  public JsonObject toJson() {
    return new JsonObject().put("certificate", certificate).put("key", key);
  }

  /** Returns the PEM file with the certificate and its chain; empty where HTTP is served. */
  public String getCertificate() {
    return certificate;
  }

  /**
   * Sets the PEM file with the certificate, its chain behind it; it is read again when it changes.
   */
  public TlsOptions setCertificate(String value) {
    this.certificate = value;
    return this;
  }

  /** Returns the PEM file with the certificate's private key. */
  public String getKey() {
    return key;
  }

  /** Sets the PEM file with the certificate's private key, without a password. */
  public TlsOptions setKey(String value) {
    this.key = value;
    return this;
  }
}
