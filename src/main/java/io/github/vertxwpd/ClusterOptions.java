package io.github.vertxwpd;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * How a gateway is one of a fleet: where its nodes find each other, and what they prove it with.
 */
@DataObject
public class ClusterOptions {
  /** The gateway is one of a fleet: {@value}. */
  public static final boolean DEFAULT_ENABLED = false;

  /** The address by which the other nodes reach this one: {@value}. */
  public static final String DEFAULT_HOST = "127.0.0.1";

  /** The TCP port of the membership: {@value}. */
  public static final int DEFAULT_PORT = 7800;

  /** The TCP port of the event bus: {@value}; 0 takes a free one. */
  public static final int DEFAULT_EVENT_BUS_PORT = 7801;

  /** The directory of the node's credentials: {@value}. */
  public static final String DEFAULT_CREDENTIALS = "conf/fleet";

  /** The membership goes through mutual-TLS pipes of the gateway's own: {@value}. */
  public static final String PIPES = "pipes";

  /** The membership goes over a network that is encrypted already: {@value}. */
  public static final String ENCRYPTED = "encrypted";

  private boolean enabled = DEFAULT_ENABLED;
  private String host = DEFAULT_HOST;
  private int port = DEFAULT_PORT;
  private int eventBusPort = DEFAULT_EVENT_BUS_PORT;
  private List<String> members = List.of();
  private String credentials = DEFAULT_CREDENTIALS;
  private String network = PIPES;

  /** Makes options with the defaults. */
  public ClusterOptions() {}

  /** Copies options. */
  public ClusterOptions(ClusterOptions other) {
    this(other.toJson());
  }

  /**
   * Reads options from their JSON form; members that are missing have their defaults.
   *
   * @throws ClassCastException where a member has another type
   */
  public ClusterOptions(JsonObject json) {
    enabled = json.getBoolean("enabled", enabled);
    host = json.getString("host", host);
    port = json.getInteger("port", port);
    eventBusPort = json.getInteger("eventBusPort", eventBusPort);
    members =
        json.getJsonArray("members", new JsonArray()).stream().map(String.class::cast).toList();
    credentials = json.getString("credentials", credentials);
    network = json.getString("network", network);
  }

  /** Returns the JSON form. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("enabled", enabled)
        .put("host", host)
        .put("port", port)
        .put("eventBusPort", eventBusPort)
        .put("members", new JsonArray(members))
        .put("credentials", credentials)
        .put("network", network);
  }

  /** Returns whether the gateway is one of a fleet. */
  public boolean isEnabled() {
    return enabled;
  }

  /** Sets whether the gateway is one of a fleet. */
  public ClusterOptions setEnabled(boolean value) {
    this.enabled = value;
    return this;
  }

  /** Returns the address by which the other nodes reach this one. */
  public String getHost() {
    return host;
  }

  /** Sets the address by which the other nodes reach this one, which it listens on. */
  public ClusterOptions setHost(String value) {
    this.host = value;
    return this;
  }

  /** Returns the TCP port of the membership. */
  public int getPort() {
    return port;
  }

  /** Sets the TCP port of the membership. */
  public ClusterOptions setPort(int value) {
    this.port = value;
    return this;
  }

  /** Returns the TCP port of the event bus. */
  public int getEventBusPort() {
    return eventBusPort;
  }

  /** Sets the TCP port of the event bus; 0 takes a free one. */
  public ClusterOptions setEventBusPort(int value) {
    this.eventBusPort = value;
    return this;
  }

  /** Returns the membership addresses of all nodes, {@code host:port}. */
  public List<String> getMembers() {
    return members;
  }

  /**
   * Sets the membership addresses of all nodes, {@code host:port}: the same on every node, in any
   * order, this node among them.
   */
  public ClusterOptions setMembers(List<String> value) {
    this.members = List.copyOf(value);
    return this;
  }

  /** Returns the directory of the node's credentials. */
  public String getCredentials() {
    return credentials;
  }

  /** Sets the directory of the node's credentials, as {@code cluster issue} makes it. */
  public ClusterOptions setCredentials(String value) {
    this.credentials = value;
    return this;
  }

  /** Returns what protects the membership: {@value #PIPES} or {@value #ENCRYPTED}. */
  public String getNetwork() {
    return network;
  }

  /**
   * Sets what protects the membership: {@value #PIPES}, mutual-TLS pipes that the gateway makes
   * itself, or {@value #ENCRYPTED}, a network such as WireGuard or IPsec that {@code host} is an
   * address of.
   */
  public ClusterOptions setNetwork(String value) {
    this.network = value;
    return this;
  }
}
