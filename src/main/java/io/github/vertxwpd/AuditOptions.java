package io.github.vertxwpd;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;

/** Whether and where it is recorded who asked for what. */
@DataObject
public class AuditOptions {
  /** It is recorded: {@value}. */
  public static final boolean DEFAULT_ENABLED = true;

  /** The records are in {@code audit} in the data directory. */
  public static final String DEFAULT_DIR = "";

  private boolean enabled = DEFAULT_ENABLED;
  private String dir = DEFAULT_DIR;

  /** Makes options with the defaults. */
  public AuditOptions() {}

  /** Copies options. */
  public AuditOptions(AuditOptions other) {
    this(other.toJson());
  }

  /**
   * Reads options from their JSON form; members that are missing have their defaults.
   *
   * @throws ClassCastException where a member has another type
   */
  public AuditOptions(JsonObject json) {
    enabled = json.getBoolean("enabled", enabled);
    dir = json.getString("dir", dir);
  }

  /** Returns the JSON form. */
  public JsonObject toJson() {
    return new JsonObject().put("enabled", enabled).put("dir", dir);
  }

  /** Returns whether it is recorded. */
  public boolean isEnabled() {
    return enabled;
  }

  /** Sets whether it is recorded; where it cannot be, commands are refused. */
  public AuditOptions setEnabled(boolean value) {
    this.enabled = value;
    return this;
  }

  /** Returns the directory of the records; empty for {@code audit} in the data directory. */
  public String getDir() {
    return dir;
  }

  /** Sets the directory of the records; empty for {@code audit} in the data directory. */
  public AuditOptions setDir(String value) {
    this.dir = value;
    return this;
  }

  /**
   * Returns where the records are.
   *
   * @param data where the gateway keeps its data
   */
  public Path directory(DataOptions data) {
    return dir.isEmpty() ? Path.of(data.getDir()).resolve("audit") : Path.of(dir);
  }
}
