package io.github.vertxwpd.model;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What an event says, before the stream has given it a place. */
public sealed interface EventBody {

  /** Returns the CloudEvents type, such as {@code wpd.operation.completed.v1}. */
  String type();

  /** Returns the CloudEvents data. */
  JsonObject data();

  /** Returns the device that the event is about. */
  default Optional<DeviceId> device() {
    return Optional.empty();
  }

  /** Returns the client's request id that led to the event. */
  default Optional<String> correlationId() {
    return Optional.empty();
  }

  /** An operation was accepted. */
  record OperationAccepted(Operation operation) implements OperationEvent {
    @Override
    public String type() {
      return "wpd.operation.accepted.v1";
    }

    @Override
    public JsonObject data() {
      return operation.toJson();
    }
  }

  /**
   * An operation ended; comes exactly once for each accepted one.
   *
   * @param operation the ended operation
   * @param end how it ended
   */
  record OperationCompleted(Operation operation, OperationEnd end) implements OperationEvent {
    /** The CloudEvents type. */
    public static final String TYPE = "wpd.operation.completed.v1";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public JsonObject data() {
      JsonObject data =
          new JsonObject()
              .put("operation", operation.id())
              .put("verb", operation.verb().wireName());
      end.putInto(data);
      return data;
    }
  }

  /**
   * A callback came for an operation that had already ended, or came again.
   *
   * @param operation the operation
   * @param status what the callback reported
   * @param ordinal 1 for the request's first callback, 2 for its second
   */
  record LateCallback(Operation operation, Hresult status, int ordinal) implements OperationEvent {
    @Override
    public String type() {
      return "wpd.operation.late-callback.v1";
    }

    @Override
    public JsonObject data() {
      return new JsonObject()
          .put("operation", operation.id())
          .put("verb", operation.verb().wireName())
          .put("hresult", status.hex())
          .put("hresultName", status.name())
          .put("ordinal", ordinal);
    }
  }

  /** A device was paired, or is seen for the first time. */
  record DeviceAdded(Device subject, Cause cause) implements DeviceEvent {
    @Override
    public String type() {
      return "wpd.device.added.v1";
    }

    @Override
    public JsonObject data() {
      return dataOf(subject, cause);
    }
  }

  /** A device is no longer paired. */
  record DeviceRemoved(Device subject, Cause cause) implements DeviceEvent {
    @Override
    public String type() {
      return "wpd.device.removed.v1";
    }

    @Override
    public JsonObject data() {
      return dataOf(subject, cause);
    }
  }

  /**
   * A device's link or description changed.
   *
   * @param subject the device as it is now
   * @param before the link as it was
   * @param cause why
   */
  record DeviceChanged(Device subject, LinkState before, Cause cause) implements DeviceEvent {
    @Override
    public String type() {
      return "wpd.device.changed.v1";
    }

    @Override
    public JsonObject data() {
      return dataOf(subject, cause).put("before", before.wireName());
    }
  }

  /** The gateway started. */
  record GatewayStarted(Gateway gateway) implements EventBody {
    @Override
    public String type() {
      return "wpd.gateway.started.v1";
    }

    @Override
    public JsonObject data() {
      return gateway.toJson();
    }
  }

  /** The gateway is stopping. */
  record GatewayStopping(Gateway gateway) implements EventBody {
    @Override
    public String type() {
      return "wpd.gateway.stopping.v1";
    }

    @Override
    public JsonObject data() {
      return gateway.toJson();
    }
  }

  /**
   * A gateway has not been heard of for too long. One of those that are left says so, in its own
   * stream.
   *
   * @param gateway the lost gateway, as it was known last
   */
  record GatewayLost(Gateway gateway) implements EventBody {
    /** The CloudEvents type. */
    public static final String TYPE = "wpd.gateway.lost.v1";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public JsonObject data() {
      return gateway.toJson();
    }
  }

  /** An event about an operation. */
  sealed interface OperationEvent extends EventBody {
    /** Returns the operation as it is now. */
    Operation operation();

    @Override
    default Optional<DeviceId> device() {
      return Optional.of(operation().device());
    }

    @Override
    default Optional<String> correlationId() {
      return operation().requestId();
    }
  }

  /** An event about a device. */
  sealed interface DeviceEvent extends EventBody {
    /** Returns the device as it is now. */
    Device subject();

    /** Returns why it happened. */
    Cause cause();

    @Override
    default Optional<DeviceId> device() {
      return Optional.of(subject().id());
    }
  }

  private static JsonObject dataOf(Device device, Cause cause) {
    return new JsonObject().put("cause", cause.wireName()).put("device", device.toJson());
  }
}
