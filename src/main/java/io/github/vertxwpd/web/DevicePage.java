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
 * @param after the device before the first, as {@link #key} names it; empty for the first part
 */
record DevicePage(Optional<Integer> limit, Optional<String> after) {
  static final RequestSchema SCHEMA = new RequestSchema("page-query");

  private static final Comparator<Device> ORDER = Comparator.comparing(DevicePage::key);

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
    List<Device> rest =
        listing.items().stream()
            .sorted(ORDER)
            .filter(device -> after.map(last -> key(device).compareTo(last) > 0).orElse(true))
            .toList();
    int end = Math.min(rest.size(), limit.orElse(rest.size()));
    List<Device> part = rest.subList(0, end);
    JsonObject body = new Listing<>(part, listing.cursor()).toJson("devices", Device::toJson);
    return end == rest.size() ? body : body.put("next", encode(key(part.get(end - 1))));
  }

  private static String key(Device device) {
    return device.gateway() + '/' + device.id();
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
