package io.github.vertxwpd.web;

import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.stream.EncodedEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a subscriber wants to see. An empty set asks for all.
 *
 * @param gateways ids of gateways
 * @param devices ids of devices; events that are about no device are left out where this is given
 * @param types CloudEvents types; they choose among events, not among what a snapshot shows
 */
record EventFilter(Set<String> gateways, Set<String> devices, Set<String> types) {
  EventFilter {
    gateways = Set.copyOf(gateways);
    devices = Set.copyOf(devices);
    types = Set.copyOf(types);
  }

  /** Reads the {@code filter} of a valid {@code subscribe}. */
  static EventFilter fromJson(JsonObject json) {
    return new EventFilter(set(json, "gateway"), set(json, "device"), set(json, "type"));
  }

  private static Set<String> set(JsonObject json, String member) {
    return json.getJsonArray(member, new JsonArray()).stream()
        .map(String.class::cast)
        .collect(Collectors.toSet());
  }

  boolean wantsAll() {
    return gateways.isEmpty() && devices.isEmpty() && types.isEmpty();
  }

  boolean wants(EncodedEvent event) {
    return wantsGateway(event.gateway())
        && (types.isEmpty() || types.contains(event.type()))
        && (devices.isEmpty()
            || event.device().map(id -> devices.contains(id.value())).orElse(false));
  }

  boolean wants(Device device) {
    return wantsGateway(device.gateway()) && wantsDevice(device.id().value());
  }

  boolean wants(Operation operation) {
    return wantsGateway(operation.gateway()) && wantsDevice(operation.device().value());
  }

  boolean wants(Gateway gateway) {
    return wantsGateway(gateway.id());
  }

  private boolean wantsGateway(String id) {
    return gateways.isEmpty() || gateways.contains(id);
  }

  private boolean wantsDevice(String id) {
    return devices.isEmpty() || devices.contains(id);
  }
}
