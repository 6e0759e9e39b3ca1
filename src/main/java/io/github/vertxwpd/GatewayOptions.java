package io.github.vertxwpd;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** Who this gateway is. */
@DataObject
public class GatewayOptions {
  private String id = "";

  /** Makes options with the defaults. */
  public GatewayOptions() {}

  /** Copies options. */
  public GatewayOptions(GatewayOptions other) {
    this(other.toJson());
  }

  /**
   * Reads options from their JSON form; members that are missing have their defaults.
   *
   * @throws ClassCastException where a member has another type
   */
  public GatewayOptions(JsonObject json) {
    id = json.getString("id", id);
  }

  /** Returns the JSON form. */
  public JsonObject toJson() {
    return new JsonObject().put("id", id);
  }

  /** Returns the gateway's id; empty means the host name. */
  public String getId() {
    return id;
  }

  /** Sets the gateway's id, {@code [a-z0-9][a-z0-9._-]{0,62}}; empty means the host name. */
  public GatewayOptions setId(String value) {
    this.id = value;
    return this;
  }

  /**
   * Returns the configured id, else the host name made to fit the contract's form. May block while
   * the system looks for its name.
   *
   * @throws IllegalArgumentException where the configured one is not valid
   */
  public String idOrHostName() {
    String chosen = id.isEmpty() ? hostName() : id;
    if (!chosen.matches("[a-z0-9][a-z0-9._-]{0,62}")) {
      throw new IllegalArgumentException(
          "gateway.id \""
              + chosen
              + "\" is not valid: lower-case letters, digits, '.', '_' and '-', at most 63");
    }
    return chosen;
  }

  private static String hostName() {
    try {
      String name = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
      String fitting = name.replaceAll("[^a-z0-9._-]", "-").replaceAll("^[^a-z0-9]+", "");
      return fitting.isEmpty() ? "gateway" : fitting.substring(0, Math.min(63, fitting.length()));
    } catch (UnknownHostException e) {
      return "gateway";
    }
  }
}
