package io.github.vertxwpd;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.core.json.JsonObject;

/** Where the gateway keeps what it must not forget. */
@DataObject
public class DataOptions {
  /** The data directory: {@value}, in the working directory. */
  public static final String DEFAULT_DIR = "data";

  private String dir = DEFAULT_DIR;

  /** Makes options with the defaults. */
  public DataOptions() {}

  /** Copies options. */
  public DataOptions(DataOptions other) {
    this(other.toJson());
  }

  /**
   * Reads options from their JSON form; members that are missing have their defaults.
   *
   * @throws ClassCastException where a member has another type
   */
  public DataOptions(JsonObject json) {
    dir = json.getString("dir", dir);
  }

  /** Returns the JSON form. */
  public JsonObject toJson() {
    return new JsonObject().put("dir", dir);
  }

  /** Returns the data directory. */
  public String getDir() {
    return dir;
  }

  /** Sets the data directory; it is made where it is missing, and used by one gateway at a time. */
  public DataOptions setDir(String value) {
    this.dir = value;
    return this;
  }
}
