package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.Problem.FieldError;
import io.github.vertxwpd.operation.RequestSchema;
import io.github.vertxwpd.operation.WpdService.Listing;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A part of the devices that are asked for. The parts follow the order of the gateways' and the
 * devices' ids, and a part begins behind the last device of the one before: a device that comes or
 * goes meanwhile moves no other one out of the parts.
 *
 * @param limit how many at most; empty for all
 * @param after the device before the first, as {@link Placed#key} names it; empty for the first
 *     part
 */
record DevicePage(Optional<Integer> limit, Optional<String> after) {
  static final RequestSchema SCHEMA = new RequestSchema("page-query");

  /** A device with its key, which is made once: pages are made of many devices. */
  private record Placed(String key, Device device) {
    static Placed of(Device device) {
      return new Placed(device.gateway() + '/' + device.id(), device);
    }
  }

  /**
   * Reads the query parameters {@code limit} and {@code page}.
   *
   * @throws WpdException {@code validation-failed}
   */
  static DevicePage fromJson(JsonObject query) {
    SCHEMA.check(query);
    return new DevicePage(
        Optional.ofNullable(query.getInteger("limit")),
        Optional.ofNullable(query.getString("page")).map(DevicePage::decode));
  }

  /** Returns the listing's part, with its {@code next} where there are more. */
  JsonObject of(Listing<Device> listing) {
    if (limit.isEmpty() && after.isEmpty()) {
      return listing.toJson("devices", Device::toJson);
    }
    List<Placed> rest =
        listing.items().stream()
            .map(Placed::of)
            .filter(placed -> after.map(last -> placed.key().compareTo(last) > 0).orElse(true))
            .sorted(Comparator.comparing(Placed::key))
            .toList();
    int end = Math.min(rest.size(), limit.orElse(rest.size()));
    List<Placed> part = rest.subList(0, end);
    JsonObject body =
        new Listing<>(part, listing.cursor()).toJson("devices", placed -> placed.device().toJson());
    return end == rest.size() ? body : body.put("next", encode(part.get(end - 1).key()));
  }

  private static String encode(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String page) {
    try {
      return new String(Base64.getUrlDecoder().decode(page), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      String detail = "page is none that a listing had as its next";
      throw new WpdException(Problem.invalid(detail, List.of(new FieldError("/page", detail))));
    }
  }
}
