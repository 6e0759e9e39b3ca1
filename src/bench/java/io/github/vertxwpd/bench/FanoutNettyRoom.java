package io.github.vertxwpd.bench;

import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.model.WpdEvent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The baseline's sockets and the frames that wait for them. Everything runs on the one event loop;
 * what is published before the loop comes to it is one write a socket.
 */
final class FanoutNettyRoom {
  private static final String GATEWAY = "gw-017";
  private static final String EPOCH = "k3f9";
  private static final int TEXT = 0x81;
  private static final int BINARY = 0x82;
  private static final int MEDIUM_FOLLOWS = 126;
  private static final int BUFFER_BYTES = 16 * 1024;

  private final EventLoop loop;
  private final FanoutDevices devices = new FanoutDevices(GATEWAY, 8);
  private final Kind text = new Kind(TEXT);
  private final Kind binary = new Kind(BINARY);
  private long offset;
  private boolean scheduled;

  /** The sockets of one kind, with the frames that wait for all of them. */
  private static final class Kind {
    private final int first;
    private final Map<Channel, ChannelHandlerContext> sockets = new LinkedHashMap<>();
    private ByteBuf waiting = ByteBufAllocator.DEFAULT.directBuffer(BUFFER_BYTES);

    Kind(int first) {
      this.first = first;
    }

    void add(byte[] message) {
      if (!sockets.isEmpty()) {
        waiting.writeByte(first).writeByte(MEDIUM_FOLLOWS).writeShort(message.length);
        waiting.writeBytes(message);
      }
    }

    // A write that fails also closes its socket, which is told of.
    @SuppressWarnings("FutureReturnValueIgnored")
    void drain() {
      if (!waiting.isReadable()) {
        return;
      }
      ByteBuf frames = waiting;
      waiting = ByteBufAllocator.DEFAULT.directBuffer(BUFFER_BYTES);
      for (ChannelHandlerContext socket : sockets.values()) {
        if (socket.channel().isWritable()) {
          socket.writeAndFlush(frames.retainedDuplicate(), socket.voidPromise());
        } else {
          socket.close();
        }
      }
      frames.release();
    }
  }

  FanoutNettyRoom(EventLoop loop) {
    this.loop = loop;
  }

  /** Sends everything from now on to a socket, past its codec. */
  void join(Channel socket, boolean asBinary) {
    (asBinary ? binary : text).sockets.put(socket, socket.pipeline().firstContext());
  }

  void leave(Channel socket) {
    text.sockets.remove(socket);
    binary.sockets.remove(socket);
  }

  /** Makes events, and sends them when the loop comes round. */
  void publish(int events) {
    for (int i = 0; i < events; i++) {
      offset++;
      byte[] message = message(new StreamPosition(EPOCH, offset));
      text.add(message);
      binary.add(message);
    }
    if (!scheduled) {
      scheduled = true;
      loop.execute(this::drain);
    }
  }

  private byte[] message(StreamPosition position) {
    String event =
        new WpdEvent(GATEWAY, position, Instant.now(), devices.change()).toJson().encode();
    return ("{\"t\":\"event\",\"e\":" + event + ",\"cursor\":\"" + position.toCursor() + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private void drain() {
    scheduled = false;
    text.drain();
    binary.drain();
  }
}
