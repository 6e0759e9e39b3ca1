package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdOptions;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** In which keys, such as {@code http.port}, configurations differ, as may be shown to people. */
public final class ConfigurationDifference {
  /** Nothing secret is in the configuration; what sounds like it is not shown all the same. */
  private static final Pattern SECRET =
      Pattern.compile("password|passphrase|secret|token|credential|key");

  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@]*@");

  private ConfigurationDifference() {}

  /**
   * Compares two configurations.
   *
   * @return the keys whose values differ, with those of {@code after}
   */
  public static JsonObject between(WpdOptions before, WpdOptions after) {
    JsonObject changed = new JsonObject();
    addChanged("", new WpdOptions().toJson(), before.toJson(), after.toJson(), changed);
    return changed;
  }

  /** By default sections have members, while a value that is a map is empty. */
  private static void addChanged(
      String prefix, JsonObject defaults, JsonObject before, JsonObject after, JsonObject changed) {
    for (Map.Entry<String, Object> member : defaults) {
      String name = member.getKey();
      String key = prefix + name;
      if (member.getValue() instanceof JsonObject section && !section.isEmpty()) {
        addChanged(
            key + ".", section, before.getJsonObject(name), after.getJsonObject(name), changed);
      } else if (!after.getValue(name).equals(before.getValue(name))) {
        changed.put(key, shown(key, after.getValue(name)));
      }
    }
  }

  /** Returns a key's value as it may be shown. */
  public static Object shown(String key, Object value) {
    if (SECRET.matcher(key.toLowerCase(Locale.ROOT)).find()) {
      return "(set)";
    }
    return value instanceof String text ? USER_INFO.matcher(text).replaceAll("") : value;
  }
}
