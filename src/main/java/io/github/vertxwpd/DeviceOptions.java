package io.github.vertxwpd;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** What this gateway calls its devices. */
@DataObject
public class DeviceOptions {
  private JsonObject aliases = new JsonObject();

  /** Makes options with the defaults. */
  public DeviceOptions() {}

  /** Copies options. */
  public DeviceOptions(DeviceOptions other) {
    this(other.toJson());
  }

  /**
   * Reads options from their JSON form; members that are missing have their defaults.
   *
   * @throws ClassCastException where a member has another type
   */
  public DeviceOptions(JsonObject json) {
    aliases = json.getJsonObject("aliases", aliases).copy();
  }

  /** Returns the JSON form. */
  public JsonObject toJson() {
    return new JsonObject().put("aliases", aliases.copy());
  }

  /** Returns second names of devices, by the devices' ids. */
  public JsonObject getAliases() {
    return aliases;
  }

  /** Sets second names of devices, by the devices' ids. Commands take them in place of the id. */
  public DeviceOptions setAliases(JsonObject value) {
    this.aliases = value;
    return this;
  }

  /**
   * Returns the aliases by the devices' ids.
   *
   * @throws IllegalArgumentException where two devices have the same one
   */
  public Map<String, String> aliasesById() {
    Map<String, String> byId = new LinkedHashMap<>();
    Map<String, String> taken = new LinkedHashMap<>();
    for (String id : aliases.fieldNames()) {
      String alias = aliases.getString(id);
      String other = taken.put(alias, id);
      if (other != null) {
        throw new IllegalArgumentException(
            "devices.aliases calls both %s and %s \"%s\"; give each a name of its own"
                .formatted(other, id, alias));
      }
      byId.put(id, alias);
    }
    return byId;
  }
}
