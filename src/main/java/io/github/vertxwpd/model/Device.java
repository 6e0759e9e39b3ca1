package io.github.vertxwpd.model;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * One device as one gateway sees it.
 *
 * @param id its id
 * @param gateway the id of the gateway
 * @param name what to call it: its friendly name, else its description, else its id
 * @param alias a configured second name
 * @param manufacturer what the driver reports
 * @param description what the driver reports
 * @param pnpId the id that Windows knows it by
 * @param link the state of the link
 * @param freshness whether {@code link} is current
 * @param observedAt when the link was last read
 * @param hold whether the gateway keeps it disconnected
 * @param operation the id of the operation that runs on its link
 */
public record Device(
    DeviceId id,
    String gateway,
    String name,
    Optional<String> alias,
    Optional<String> manufacturer,
    Optional<String> description,
    String pnpId,
    LinkState link,
    Freshness freshness,
    Instant observedAt,
    boolean hold,
    Optional<String> operation) {

  /** Returns the contract's JSON form. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("device", id.value())
        .put("gateway", gateway)
        .put("name", name)
        .put("alias", alias.orElse(null))
        .put("manufacturer", manufacturer.orElse(null))
        .put("description", description.orElse(null))
        .put("pnpId", pnpId)
        .put("link", link.wireName())
        .put("freshness", freshness.wireName())
        .put("observedAt", Timestamps.format(observedAt))
        .put("hold", hold)
        .put("operation", operation.orElse(null));
  }

  /**
   * Reads the contract's JSON form.
   *
   * @throws IllegalArgumentException where a member has a value that the contract does not know
   */
  public static Device fromJson(JsonObject json) {
    return new Device(
        new DeviceId(json.getString("device")),
        json.getString("gateway"),
        json.getString("name"),
        Optional.ofNullable(json.getString("alias")),
        Optional.ofNullable(json.getString("manufacturer")),
        Optional.ofNullable(json.getString("description")),
        json.getString("pnpId"),
        WireName.of(LinkState.class, json.getString("link")),
        WireName.of(Freshness.class, json.getString("freshness")),
        Instant.parse(json.getString("observedAt")),
        json.getBoolean("hold"),
        Optional.ofNullable(json.getString("operation")));
  }

  /** Returns this device with another link state, read at {@code at}. */
  public Device withLink(LinkState newLink, Instant at) {
    return with(newLink, freshness, at, hold, operation);
  }

  /** Returns this device as it is shown while its gateway is lost. */
  public Device stale() {
    return with(link, Freshness.STALE, observedAt, hold, operation);
  }

  /** Returns this device with another running operation, or none. */
  public Device withOperation(Optional<String> newOperation) {
    return with(link, freshness, observedAt, hold, newOperation);
  }

  /** Returns this device with another alias, or none. */
  public Device withAlias(Optional<String> newAlias) {
    return new Device(
        id,
        gateway,
        name,
        newAlias,
        manufacturer,
        description,
        pnpId,
        link,
        freshness,
        observedAt,
        hold,
        operation);
  }

  /** Returns this device with or without a hold. */
  public Device withHold(boolean newHold) {
    return with(link, freshness, observedAt, newHold, operation);
  }

  private Device with(
      LinkState newLink,
      Freshness newFreshness,
      Instant newObservedAt,
      boolean newHold,
      Optional<String> newOperation) {
    return new Device(
        id,
        gateway,
        name,
        alias,
        manufacturer,
        description,
        pnpId,
        newLink,
        newFreshness,
        newObservedAt,
        newHold,
        newOperation);
  }
}
