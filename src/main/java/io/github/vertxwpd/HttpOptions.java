package io.github.vertxwpd;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Where the web verticle listens, and how much it takes. */
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

  /** The metrics are served: {@value}. */
  public static final boolean DEFAULT_METRICS = true;

  /** How many connections that get events may be open: {@value}. */
  public static final int DEFAULT_MAX_CONNECTIONS = 2_000;

  /** The longest message that a WebSocket may send, in bytes: {@value}. */
  public static final int DEFAULT_MAX_FRAME_BYTES = 64 * 1024;

  /** How many messages a WebSocket may send a second: {@value}. */
  public static final int DEFAULT_FRAMES_PER_SECOND = 50;

  /** How many messages a WebSocket may send at once: {@value}. */
  public static final int DEFAULT_FRAME_BURST = 100;

  /** How many connections that get events one user may have open: {@value}. */
  public static final int DEFAULT_MAX_CONNECTIONS_PER_USER = 200;

  private boolean enabled = DEFAULT_ENABLED;
  private String host = DEFAULT_HOST;
  private int port = DEFAULT_PORT;
  private TlsOptions tls = new TlsOptions();
  private List<String> origins = List.of();
  private boolean bridge = DEFAULT_BRIDGE;
  private boolean metrics = DEFAULT_METRICS;
  private int maxConnections = DEFAULT_MAX_CONNECTIONS;
  private int maxConnectionsPerUser = DEFAULT_MAX_CONNECTIONS_PER_USER;
  private int maxFrameBytes = DEFAULT_MAX_FRAME_BYTES;
  private int framesPerSecond = DEFAULT_FRAMES_PER_SECOND;
  private int frameBurst = DEFAULT_FRAME_BURST;

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
    tls = new TlsOptions(json.getJsonObject("tls", new JsonObject()));
    origins =
        json.getJsonArray("origins", new JsonArray()).stream().map(String.class::cast).toList();
    bridge = json.getBoolean("bridge", bridge);
    metrics = json.getBoolean("metrics", metrics);
    maxConnections = json.getInteger("maxConnections", maxConnections);
    maxConnectionsPerUser = json.getInteger("maxConnectionsPerUser", maxConnectionsPerUser);
    maxFrameBytes = json.getInteger("maxFrameBytes", maxFrameBytes);
    framesPerSecond = json.getInteger("framesPerSecond", framesPerSecond);
    frameBurst = json.getInteger("frameBurst", frameBurst);
  }

  /** Returns the JSON form. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("enabled", enabled)
        .put("host", host)
        .put("port", port)
        .put("tls", tls.toJson())
        .put("origins", new JsonArray(origins))
        .put("bridge", bridge)
        .put("metrics", metrics)
        .put("maxConnections", maxConnections)
        .put("maxConnectionsPerUser", maxConnectionsPerUser)
        .put("maxFrameBytes", maxFrameBytes)
        .put("framesPerSecond", framesPerSecond)
        .put("frameBurst", frameBurst);
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

  /**
   * Sets the address to bind to; one that others can reach is accepted only with {@code http.tls}
   * and with tokens or JSON Web Tokens.
   */
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

  /** Returns with which certificate HTTPS is served. */
  public TlsOptions getTls() {
    return tls;
  }

  /** Sets with which certificate HTTPS is served. */
  public HttpOptions setTls(TlsOptions value) {
    this.tls = value;
    return this;
  }

  /** Returns the origins besides the gateway's own ones by which it is reached. */
  public List<String> getOrigins() {
    return origins;
  }

  /**
   * Sets the origins besides the gateway's own ones by which browsers reach it, such as {@code
   * https://gw-003.example.com:8443}: exactly these are allowed in {@code Origin}, and their hosts
   * in {@code Host}.
   */
  public HttpOptions setOrigins(List<String> value) {
    this.origins = List.copyOf(value);
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

  /** Returns whether the metrics are served at {@code /metrics}. */
  public boolean isMetrics() {
    return metrics;
  }

  /**
   * Sets whether the metrics are served at {@code /metrics}, to everybody who may connect; they are
   * counted with Micrometer, where it is on the class path.
   */
  public HttpOptions setMetrics(boolean value) {
    this.metrics = value;
    return this;
  }

  /** Returns how many connections that get events may be open. */
  public int getMaxConnections() {
    return maxConnections;
  }

  /** Sets how many connections that get events may be open; one more is closed with 4504. */
  public HttpOptions setMaxConnections(int value) {
    this.maxConnections = value;
    return this;
  }

  /** Returns how many connections that get events one user may have open. */
  public int getMaxConnectionsPerUser() {
    return maxConnectionsPerUser;
  }

  /**
   * Sets how many connections that get events one user may have open; one more is closed with 4504.
   * It counts only where users are known.
   */
  public HttpOptions setMaxConnectionsPerUser(int value) {
    this.maxConnectionsPerUser = value;
    return this;
  }

  /** Returns the longest message that a WebSocket may send, in bytes. */
  public int getMaxFrameBytes() {
    return maxFrameBytes;
  }

  /** Sets the longest message that a WebSocket may send, in bytes; a longer one ends it. */
  public HttpOptions setMaxFrameBytes(int value) {
    this.maxFrameBytes = value;
    return this;
  }

  /** Returns how many messages a WebSocket may send a second. */
  public int getFramesPerSecond() {
    return framesPerSecond;
  }

  /** Sets how many messages a WebSocket may send a second on average. */
  public HttpOptions setFramesPerSecond(int value) {
    this.framesPerSecond = value;
    return this;
  }

  /** Returns how many messages a WebSocket may send at once. */
  public int getFrameBurst() {
    return frameBurst;
  }

  /** Sets how many messages a WebSocket may send at once. */
  public HttpOptions setFrameBurst(int value) {
    this.frameBurst = value;
    return this;
  }
}
