package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.operation.DeviceQuery;
import io.github.vertxwpd.operation.RequestSchema;
import io.github.vertxwpd.operation.WpdService;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code GET /api/v1/devices} and {@code GET /api/v1/devices/{device}}. */
final class DeviceRoutes {
  private static final int NOT_MODIFIED = 304;

  private final WpdService service;

  DeviceRoutes(WpdService service) {
    this.service = service;
  }

  void list(RoutingContext context) {
    JsonObject query = QueryParameters.read(context, RequestSchema.DEVICES, DevicePage.SCHEMA);
    DevicePage page = DevicePage.fromJson(QueryParameters.of(query, DevicePage.SCHEMA));
    service
        .devices(DeviceQuery.fromJson(QueryParameters.of(query, RequestSchema.DEVICES)))
        .onSuccess(
            listing -> {
              JsonObject body = page.of(listing);
              respond(context, EntityTag.of(body.getJsonArray("devices").toBuffer()), body);
            })
        .onFailure(context::fail);
  }

  void read(RoutingContext context) {
    String reference = context.pathParam("device");
    DeviceQuery query = DeviceQuery.fromJson(new JsonObject().put("device", reference));
    service
        .devices(query)
        .map(listing -> only(listing.items(), reference).toJson())
        .onSuccess(device -> respond(context, EntityTag.of(device.toBuffer()), device))
        .onFailure(context::fail);
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
    JsonResponse.write(context, body);
  }
}
