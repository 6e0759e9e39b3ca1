package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.LinkState;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/**
 * Which devices are asked for. Every member that is given must match.
 *
 * @param device an id, a PnP id or an alias
 * @param gateway a gateway's id
 * @param link a link state
 * @param text a text that the name, id, manufacturer or description contains, whatever the case
 */
public record DeviceQuery(
    Optional<String> device,
    Optional<String> gateway,
    Optional<LinkState> link,
    Optional<String> text) {
  /** Asks for all devices. */
  public static final DeviceQuery ALL =
      new DeviceQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Reads a query from a request's body.
   *
   * @param body the contract's {@code wpd.devices} body
   * @throws io.github.vertxwpd.WpdException {@code validation-failed}, naming each wrong member
   */
  public static DeviceQuery fromJson(JsonObject body) {
    RequestSchema.DEVICES.check(body);
    return new DeviceQuery(
        Optional.ofNullable(body.getString("device")),
        Optional.ofNullable(body.getString("gateway")),
        Optional.ofNullable(body.getString("link"))
            .map(l -> LinkState.valueOf(l.toUpperCase(Locale.ROOT))),
        Optional.ofNullable(body.getString("q")));
  }

  /** Returns whether a device is one of those asked for. */
  public boolean matches(Device candidate) {
    return device.map(reference -> DeviceTable.refersTo(reference, candidate)).orElse(true)
        && gateway.map(candidate.gateway()::equals).orElse(true)
        && link.map(candidate.link()::equals).orElse(true)
        && text.map(words -> contains(candidate, words)).orElse(true);
  }

  private static boolean contains(Device device, String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    return (device.name()
            + '\n'
            + device.id()
            + '\n'
            + device.alias().orElse("")
            + '\n'
            + device.manufacturer().orElse("")
            + '\n'
            + device.description().orElse(""))
        .toLowerCase(Locale.ROOT)
        .contains(lower);
  }
}
