package io.github.vertxwpd;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.core.json.JsonObject;

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
}
