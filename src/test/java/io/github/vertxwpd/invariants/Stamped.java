package io.github.vertxwpd.invariants;

import io.vertx.core.json.JsonObject;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An entry with its place in the history.
 *
 * @param number counts from 1
 * @param ms when it was recorded, in milliseconds since the history began
 * @param entry the entry
 */
record Stamped(long number, long ms, Entry entry) {
  private static final Map<String, Class<?>> KINDS =
      Arrays.stream(Entry.class.getPermittedSubclasses())
          .collect(Collectors.toMap(Class::getSimpleName, kind -> kind));

  /** Returns one line of the history's file. */
  JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("n", number)
            .put("ms", ms)
            .put("entry", entry.getClass().getSimpleName());
    try {
      for (RecordComponent component : entry.getClass().getRecordComponents()) {
        Object value = component.getAccessor().invoke(entry);
        json.put(component.getName(), value instanceof Optional<?> o ? o.orElse(null) : value);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return json;
  }

  /** Reads one line of a history's file. */
  static Stamped fromJson(JsonObject json) {
    Class<?> kind = KINDS.get(json.getString("entry"));
    RecordComponent[] components = kind.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = Arrays.stream(components).map(c -> value(json, c)).toArray();
    try {
      Entry entry = (Entry) kind.getDeclaredConstructor(types).newInstance(values);
      return new Stamped(json.getLong("n"), json.getLong("ms"), entry);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot be read: " + json, e);
    }
  }

  private static Object value(JsonObject json, RecordComponent component) {
    String name = component.getName();
    Class<?> type = component.getType();
    if (type == Optional.class) {
      return Optional.ofNullable(json.getString(name));
    } else if (type == long.class) {
      return json.getLong(name);
    } else if (type == int.class) {
      return json.getInteger(name);
    }
    return json.getValue(name);
  }
}
