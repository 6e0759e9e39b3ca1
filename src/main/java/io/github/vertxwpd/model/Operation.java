package io.github.vertxwpd.model;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * One accepted request to connect or disconnect a device.
 *
 * @param id its id, a UUID of version 7
 * @param requestId what the client calls it; empty where the client gave no id
 * @param verb what was asked
 * @param device the device
 * @param gateway the id of the gateway that runs it
 * @param state how far it is
 * @param duplicate whether this reply is for a request that joined, or repeated, an earlier one
 * @param acceptedAt when it was accepted
 * @param timeoutMs how long it may take from the native call to the callback, in milliseconds
 * @param hold whether the device is to be kept disconnected
 * @param cause {@code COMMAND}, or {@code HOLD} where the gateway itself started it
 * @param dryRun whether it was only checked, and never accepted
 * @param hresult what the native call returned, once it has
 * @param cursor the stream's position at acceptance: its completion comes after it
 * @param end how it ended, once it has
 */
public record Operation(
    String id,
    Optional<String> requestId,
    Verb verb,
    DeviceId device,
    String gateway,
    OperationState state,
    boolean duplicate,
    Instant acceptedAt,
    long timeoutMs,
    boolean hold,
    Cause cause,
    boolean dryRun,
    Optional<Hresult> hresult,
    PortableCursor cursor,
    Optional<OperationEnd> end) {

  /** Returns this operation after the native call returned success. */
  public Operation pending(Hresult status) {
    return with(OperationState.PENDING, duplicate, Optional.of(status), end);
  }

  /** Returns this operation after its end. */
  public Operation ended(OperationEnd how) {
    return with(OperationState.ENDED, duplicate, hresult, Optional.of(how));
  }

  /** Returns this operation as others show it while its gateway is lost. */
  public Operation presumedLost() {
    return with(OperationState.PRESUMED_LOST, duplicate, hresult, end);
  }

  /** Returns this operation as it is told to a request that joined or repeated it. */
  public Operation asDuplicate() {
    return with(state, true, hresult, end);
  }

  private Operation with(
      OperationState newState,
      boolean newDuplicate,
      Optional<Hresult> newHresult,
      Optional<OperationEnd> newEnd) {
    return new Operation(
        id,
        requestId,
        verb,
        device,
        gateway,
        newState,
        newDuplicate,
        acceptedAt,
        timeoutMs,
        hold,
        cause,
        dryRun,
        newHresult,
        cursor,
        newEnd);
  }

  /** Returns the contract's JSON form; the members of the end stand only once it has ended. */
  public JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("operation", id)
            .put("requestId", requestId.orElse(null))
            .put("verb", verb.wireName())
            .put("device", device.value())
            .put("gateway", gateway)
            .put("state", state.wireName())
            .put("duplicate", duplicate)
            .put("acceptedAt", Timestamps.format(acceptedAt))
            .put("timeoutMs", timeoutMs)
            .put("hold", hold)
            .put("cause", cause.wireName())
            .put("hresult", hresult.map(Hresult::hex).orElse(null))
            .put("hresultName", hresult.map(Hresult::name).orElse(null))
            .put("cursor", cursor.encode());
    if (dryRun) {
      json.put("dryRun", true);
    }
    end.ifPresent(
        e -> {
          e.putInto(json);
          json.put("endedAt", Timestamps.format(e.endedAt()));
        });
    return json;
  }

  /**
   * Reads the contract's JSON form.
   *
   * @throws IllegalArgumentException where a member has a value that the contract does not know
   */
  public static Operation fromJson(JsonObject json) {
    OperationState state = WireName.of(OperationState.class, json.getString("state"));
    Optional<Hresult> hresult = Optional.ofNullable(json.getString("hresult")).map(Hresult::parse);
    return new Operation(
        json.getString("operation"),
        Optional.ofNullable(json.getString("requestId")),
        WireName.of(Verb.class, json.getString("verb")),
        new DeviceId(json.getString("device")),
        json.getString("gateway"),
        state,
        json.getBoolean("duplicate"),
        Instant.parse(json.getString("acceptedAt")),
        json.getLong("timeoutMs"),
        json.getBoolean("hold"),
        WireName.of(Cause.class, json.getString("cause")),
        json.getBoolean("dryRun", false),
        hresult,
        PortableCursor.parse(json.getString("cursor"))
            .orElseThrow(() -> new IllegalArgumentException("the cursor cannot be read")),
        state == OperationState.ENDED
            ? Optional.of(OperationEnd.readFrom(json))
            : Optional.empty());
  }
}
