package io.github.vertxwpd;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.core.json.JsonObject;

/** How an operation is to be carried out. What is not set has the gateway's default. */
@DataObject
public class OperationOptions {
  private final JsonObject json;

  /** Makes options with the defaults. */
  public OperationOptions() {
    this(new JsonObject());
  }

  /** Copies options. */
  public OperationOptions(OperationOptions other) {
    this(other.json);
  }

  /** Reads options from the members of a command's body; the gateway checks them. */
  public OperationOptions(JsonObject json) {
    this.json = json.copy();
  }

  /** Returns the members that are set. */
  public JsonObject toJson() {
    return json.copy();
  }

  /**
   * Sets the gateway that is to do it; needed where several gateways are paired with the device.
   */
  public OperationOptions setGateway(String value) {
    json.put("gateway", value);
    return this;
  }

  /** Sets the client's id of this request: the same id never runs twice. At most 128 characters. */
  public OperationOptions setRequestId(String value) {
    json.put("requestId", value);
    return this;
  }

  /**
   * Sets how long it may take from the native call to the callback, in milliseconds: 1 000 to 300
   * 000.
   */
  public OperationOptions setTimeoutMs(long value) {
    json.put("timeoutMs", value);
    return this;
  }

  /**
   * Sets how long it may take from acceptance to the native call, in milliseconds: 1 to 300 000.
   */
  public OperationOptions setExpiresInMs(long value) {
    json.put("expiresInMs", value);
    return this;
  }

  /** Sets whether the reply is to come at the end, not when Windows has queued the request. */
  public OperationOptions setWait(boolean value) {
    json.put("wait", value);
    return this;
  }
}
