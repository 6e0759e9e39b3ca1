package io.github.vertxwpd;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.core.json.JsonObject;

/** Where the web verticle listens. */
@DataObject
public class HttpOptions {
  /** The web verticle is deployed: {@value}. */
  public static final boolean DEFAULT_ENABLED = true;

  /** The address it binds to: {@value}. */
  public static final String DEFAULT_HOST = "127.0.0.1";

  /** The TCP port it binds to: {@value}; 0 takes a free one. */
  public static final int DEFAULT_PORT = 8080;

  /** The event-bus bridge for stock Vert.x clients is served: {@value}. */
  public static final boolean DEFAULT_BRIDGE = false;

  private boolean enabled = DEFAULT_ENABLED;
  private String host = DEFAULT_HOST;
  private int port = DEFAULT_PORT;
  private boolean bridge = DEFAULT_BRIDGE;

  /** Makes options with the defaults. */
  public HttpOptions() {}

  /** Copies options. */
  public HttpOptions(HttpOptions other) {
    this(other.toJson());
  }

  /**
   * Reads options from their JSON form; members that are missing have their defaults.
   *
   * @throws ClassCastException where a member has another type
   */
  public HttpOptions(JsonObject json) {
    enabled = json.getBoolean("enabled", enabled);
    host = json.getString("host", host);
    port = json.getInteger("port", port);
    bridge = json.getBoolean("bridge", bridge);
  }

  /** Returns the JSON form. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("enabled", enabled)
        .put("host", host)
        .put("port", port)
        .put("bridge", bridge);
  }

  /** Returns whether the web verticle is deployed. */
  public boolean isEnabled() {
    return enabled;
  }

  /** Sets whether the web verticle is deployed. */
  public HttpOptions setEnabled(boolean value) {
    this.enabled = value;
    return this;
  }

  /** Returns the address to bind to. */
  public String getHost() {
    return host;
  }

  /** Sets the address to bind to; today only a loopback address is accepted. */
  public HttpOptions setHost(String value) {
    this.host = value;
    return this;
  }

  /** Returns the TCP port to bind to. */
  public int getPort() {
    return port;
  }

  /** Sets the TCP port to bind to; 0 takes a free one. */
  public HttpOptions setPort(int value) {
    this.port = value;
    return this;
  }

  /** Returns whether the event-bus bridge is served at {@code /eventbus}. */
  public boolean isBridge() {
    return bridge;
  }

  /** Sets whether the event-bus bridge is served at {@code /eventbus}, outbound only. */
  public HttpOptions setBridge(boolean value) {
    this.bridge = value;
    return this;
  }
}
