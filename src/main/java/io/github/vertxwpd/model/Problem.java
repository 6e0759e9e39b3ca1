package io.github.vertxwpd.model;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a request was refused or an operation did not succeed: RFC 9457, the same object on the bus,
 * the WebSocket and REST.
 *
 * @param code the stable code
 * @param detail what happened this time, and what to do about it
 * @param retryable whether the same request may succeed later
 * @param retryAfterMs how long to wait before, in milliseconds
 * @param device the id of the device it is about
 * @param gateway the id of the gateway it is about
 * @param operation the id of the operation it is about
 * @param hresult what Windows answered
 * @param hint what an operator can do
 * @param errors what is wrong with the request, member by member
 */
public record Problem(
    ProblemCode code,
    String detail,
    boolean retryable,
    Optional<Long> retryAfterMs,
    Optional<String> device,
    Optional<String> gateway,
    Optional<String> operation,
    Optional<Hresult> hresult,
    Optional<String> hint,
    List<FieldError> errors) {

  private static final String TYPE_PREFIX = "urn:vertx-wpd:problem:";

  /**
   * What is wrong with one member of a request.
   *
   * @param pointer a JSON Pointer into the request
   * @param detail what is wrong there
   */
  public record FieldError(String pointer, String detail) {}

  public Problem {
    errors = List.copyOf(errors);
  }

  /** Makes a problem with a code and a detail alone. */
  public static Problem of(ProblemCode code, String detail) {
    return new Problem(
        code,
        detail,
        code.retryable(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /**
   * Makes the problem of a native call that failed: {@code access-denied}, or {@code wpd-error} for
   * any other code.
   *
   * @param call the native method, such as {@code IPortableDeviceConnector::Disconnect}
   * @param hresult what it returned
   */
  public static Problem ofHresult(String call, Hresult hresult) {
    ProblemCode code =
        switch (hresult.value()) {
          case 0x80070005 -> ProblemCode.ACCESS_DENIED;
          case 0x80040154 -> ProblemCode.WPD_NOT_INSTALLED;
          default -> ProblemCode.WPD_ERROR;
        };
    return of(code, call + " returned " + hresult + ": " + hresult.text()).withHresult(hresult);
  }

  /** Makes the problem of a request with wrong members. */
  public static Problem invalid(String detail, List<FieldError> errors) {
    Problem p = of(ProblemCode.VALIDATION_FAILED, detail);
    return new Problem(
        p.code,
        p.detail,
        p.retryable,
        p.retryAfterMs,
        p.device,
        p.gateway,
        p.operation,
        p.hresult,
        p.hint,
        errors);
  }

  /** Returns this problem about a gateway. */
  public Problem withGateway(String id) {
    return new Problem(
        code,
        detail,
        retryable,
        retryAfterMs,
        device,
        Optional.of(id),
        operation,
        hresult,
        hint,
        errors);
  }

  /** Returns this problem about a device. */
  public Problem withDevice(String id) {
    return new Problem(
        code,
        detail,
        retryable,
        retryAfterMs,
        Optional.of(id),
        gateway,
        operation,
        hresult,
        hint,
        errors);
  }

  /** Returns this problem about an operation. */
  public Problem withOperation(String id) {
    return new Problem(
        code,
        detail,
        retryable,
        retryAfterMs,
        device,
        gateway,
        Optional.of(id),
        hresult,
        hint,
        errors);
  }

  /**
   * Returns this problem with what Windows answered; a {@code wpd-error} is retryable where that
   * code is.
   */
  public Problem withHresult(Hresult status) {
    boolean retry = code == ProblemCode.WPD_ERROR ? status.retryable() : retryable;
    return new Problem(
        code,
        detail,
        retry,
        retryAfterMs,
        device,
        gateway,
        operation,
        Optional.of(status),
        hint,
        errors);
  }

  /** Returns this problem with advice for an operator. */
  public Problem withHint(String advice) {
    return new Problem(
        code,
        detail,
        retryable,
        retryAfterMs,
        device,
        gateway,
        operation,
        hresult,
        Optional.of(advice),
        errors);
  }

  /** Returns this problem with a time to wait before another try, in milliseconds. */
  public Problem withRetryAfterMs(long ms) {
    return new Problem(
        code,
        detail,
        retryable,
        Optional.of(ms),
        device,
        gateway,
        operation,
        hresult,
        hint,
        errors);
  }

  /** Returns the contract's JSON form: optional members stand only where they have a value. */
  public JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("type", TYPE_PREFIX + code.wireName())
            .put("code", code.wireName())
            .put("title", code.title())
            .put("status", code.status())
            .put("detail", detail)
            .put("retryable", retryable);
    retryAfterMs.ifPresent(ms -> json.put("retryAfterMs", ms));
    device.ifPresent(id -> json.put("device", id));
    gateway.ifPresent(id -> json.put("gateway", id));
    operation.ifPresent(id -> json.put("operation", id));
    hresult.ifPresent(hr -> json.put("hresult", hr.hex()).put("hresultName", hr.name()));
    hint.ifPresent(text -> json.put("hint", text));
    if (!errors.isEmpty()) {
      JsonArray array = new JsonArray();
      errors.forEach(
          e -> array.add(new JsonObject().put("pointer", e.pointer()).put("detail", e.detail())));
      json.put("errors", array);
    }
    return json;
  }

  /**
   * Reads the contract's JSON form.
   *
   * @throws IllegalArgumentException where the code is not one of the contract's
   */
  public static Problem fromJson(JsonObject json) {
    List<FieldError> errors = new ArrayList<>();
    for (Object e : json.getJsonArray("errors", new JsonArray())) {
      JsonObject error = (JsonObject) e;
      errors.add(new FieldError(error.getString("pointer"), error.getString("detail")));
    }
    return new Problem(
        WireName.of(ProblemCode.class, json.getString("code")),
        json.getString("detail"),
        json.getBoolean("retryable"),
        Optional.ofNullable(json.getLong("retryAfterMs")),
        Optional.ofNullable(json.getString("device")),
        Optional.ofNullable(json.getString("gateway")),
        Optional.ofNullable(json.getString("operation")),
        Optional.ofNullable(json.getString("hresult")).map(Hresult::parse),
        Optional.ofNullable(json.getString("hint")),
        errors);
  }
}
