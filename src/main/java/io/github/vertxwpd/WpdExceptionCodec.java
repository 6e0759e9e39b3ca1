package io.github.vertxwpd;

import io.github.vertxwpd.model.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonObject;

/** Takes a {@link WpdException} across a cluster as its problem's JSON. */
final class WpdExceptionCodec implements MessageCodec<WpdException, WpdException> {
  private static final int LENGTH_BYTES = 4;

  private WpdExceptionCodec() {}

  /** Registers the codec; does nothing where it is registered already. */
  static void register(EventBus bus) {
    try {
      bus.registerDefaultCodec(WpdException.class, new WpdExceptionCodec());
    } catch (IllegalStateException alreadyRegistered) {
      // A second gateway or client on the same Vert.x.
    }
  }

  @Override
  public void encodeToWire(Buffer buffer, WpdException exception) {
    Buffer json = exception.problem().toJson().toBuffer();
    buffer.appendInt(json.length()).appendBuffer(json);
  }

  @Override
  public WpdException decodeFromWire(int position, Buffer buffer) {
    int start = position + LENGTH_BYTES;
    Buffer json = buffer.getBuffer(start, start + buffer.getInt(position));
    return new WpdException(Problem.fromJson(new JsonObject(json)));
  }

  @Override
  public WpdException transform(WpdException exception) {
    return exception;
  }

  @Override
  public String name() {
    return "vertx-wpd-exception";
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
