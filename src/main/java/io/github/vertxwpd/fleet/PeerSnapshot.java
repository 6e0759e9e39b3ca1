package io.github.vertxwpd.fleet;

import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.operation.Snapshot;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/** The form in which everything that a gateway has goes over the event bus. */
final class PeerSnapshot {
  private PeerSnapshot() {}

  static JsonObject write(Snapshot snapshot) {
    return new JsonObject()
        .put("devices", array(snapshot.devices(), Device::toJson))
        .put("operations", array(snapshot.operations(), Operation::toJson))
        .put("gateways", array(snapshot.gateways(), Gateway::toJson))
        .put("position", snapshot.position().toCursor());
  }

  static Snapshot read(JsonObject json) {
    return new Snapshot(
        list(json.getJsonArray("devices"), Device::fromJson),
        list(json.getJsonArray("operations"), Operation::fromJson),
        list(json.getJsonArray("gateways"), Gateway::fromJson),
        StreamPosition.parse(json.getString("position"))
            .orElseThrow(() -> new IllegalArgumentException("the position cannot be read")));
  }

  private static <T> JsonArray array(List<T> items, Function<T, JsonObject> form) {
    JsonArray array = new JsonArray();
    items.forEach(item -> array.add(form.apply(item)));
    return array;
  }

  private static <T> List<T> list(JsonArray array, Function<JsonObject, T> form) {
    return array.stream().map(JsonObject.class::cast).map(form).toList();
  }
}
