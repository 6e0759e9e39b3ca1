package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.NearestName;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.Problem.FieldError;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.operation.DeviceQuery;
import io.github.vertxwpd.operation.RequestSchema;
import io.github.vertxwpd.operation.WpdService;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code GET /api/v1/devices} and {@code GET /api/v1/devices/{device}}. */
final class DeviceRoutes {
  private static final int NOT_MODIFIED = 304;

  private final WpdService service;

  DeviceRoutes(WpdService service) {
    this.service = service;
  }

  void list(RoutingContext context) {
    service
        .devices(DeviceQuery.fromJson(query(context)))
        .onSuccess(
            listing -> {
              JsonArray devices = new JsonArray();
              listing.items().forEach(device -> devices.add(device.toJson()));
              JsonObject body =
                  new JsonObject().put("devices", devices).put("cursor", listing.cursor());
              respond(context, EntityTag.of(devices.toBuffer()), body);
            })
        .onFailure(context::fail);
  }

  void read(RoutingContext context) {
    String reference = context.pathParam("device");
    DeviceQuery query =
        new DeviceQuery(
            Optional.of(reference), Optional.empty(), Optional.empty(), Optional.empty());
    service
        .devices(query)
        .map(listing -> only(listing.items(), reference).toJson())
        .onSuccess(device -> respond(context, EntityTag.of(device.toBuffer()), device))
        .onFailure(context::fail);
  }

  private static JsonObject query(RoutingContext context) {
    Set<String> known =
        RequestSchema.DEVICES.schema().getJsonObject("properties", new JsonObject()).fieldNames();
    JsonObject query = new JsonObject();
    List<FieldError> errors = new ArrayList<>();
    for (Map.Entry<String, String> parameter : context.queryParams()) {
      String name = parameter.getKey();
      if (!known.contains(name)) {
        String detail = NearestName.unknown("query parameter", name, known);
        errors.add(new FieldError("/" + name, detail));
      } else if (query.containsKey(name)) {
        errors.add(new FieldError("/" + name, "the query parameter \"" + name + "\" came twice"));
      }
      query.put(name, parameter.getValue());
    }
    if (!errors.isEmpty()) {
      throw new WpdException(Problem.invalid(errors.get(0).detail(), errors));
    }
    return query;
  }

  private static Device only(List<Device> found, String reference) {
    if (found.isEmpty()) {
      throw new WpdException(
          Problem.of(ProblemCode.DEVICE_NOT_FOUND, "no paired device is known as " + reference)
              .withDevice(reference));
    }
    if (found.size() > 1) {
      List<String> gateways = found.stream().map(Device::gateway).toList();
      throw new WpdException(
          Problem.of(
                  ProblemCode.DEVICE_AMBIGUOUS,
                  reference + " is on several gateways: " + String.join(", ", gateways))
              .withDevice(reference));
    }
    return found.get(0);
  }

  private static void respond(RoutingContext context, EntityTag tag, JsonObject body) {
    context.response().putHeader(HttpHeaders.ETAG, tag.value());
    if (tag.isKnownTo(context.request())) {
      context.response().setStatusCode(NOT_MODIFIED).end();
      return;
    }
    Buffer json = body.toBuffer();
    context.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(json);
  }
}
