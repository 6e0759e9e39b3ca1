package io.github.vertxwpd.web.websocket;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.SslHandler;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a client sends together with its request for a WebSocket.
 *
 * <p>When Vert.x 5.0 turns a request into a socket, the HTTP decoder hands on what it has not read
 * while the old handler still stands behind it: that handler neither reads it nor releases it. Two
 * kilobytes or more of the memory that all sockets share would be lost with every such request, and
 * with all of it, the server. So a handler of our own stands between the two, and hands these bytes
 * to the socket once there is one.
 *
 * <p>Netty asks extensions when the system property {@value
 * ChannelInitializerExtension#EXTENSIONS_SYSTEM_PROPERTY} is {@value #ENABLED} before the process
 * opens its first socket.
 */
public final class EarlyBytes extends ChannelInitializerExtension {
  /** What the system property must be: {@value}. */
  public static final String ENABLED = "serviceload";

  private static final Logger LOG = LoggerFactory.getLogger(EarlyBytes.class);
  private static final AtomicBoolean WARNED = new AtomicBoolean();
  private static volatile boolean asked;

  /** Makes the extension; Netty does it. */
  public EarlyBytes() {}

  /** Says so, once, where Netty did not ask this extension about the connection that is open. */
  static void warnWhereLost() {
    if (!asked && WARNED.compareAndSet(false, true)) {
      LOG.warn(
          "Clients that send more together with their request for a WebSocket cost memory that is"
              + " never given back: start Java with -D{}={}",
          EXTENSIONS_SYSTEM_PROPERTY,
          ENABLED);
    }
  }

  @Override
  public void postInitializeServerChildChannel(Channel channel) {
    asked = true;
    channel.pipeline().addLast(new Placer());
  }

  /**
   * Waits until the HTTP decoder is there: with TLS that is after its handshake, whose end this
   * handler sees before anybody else who waits for it, and before the first request.
   */
  private static final class Placer extends ChannelInboundHandlerAdapter {
    private boolean behindTls;

    @Override
    public void channelActive(ChannelHandlerContext context) {
      giveWay(context);
      context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      giveWay(context);
      context.fireChannelRead(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      context.fireUserEventTriggered(event);
      giveWay(context);
    }

    private void giveWay(ChannelHandlerContext context) {
      ChannelPipeline pipeline = context.pipeline();
      ChannelHandlerContext decoder = pipeline.context(HttpRequestDecoder.class);
      ChannelHandlerContext tls = pipeline.context(SslHandler.class);
      if (context.isRemoved()) {
        return;
      }
      if (decoder != null) {
        pipeline.addAfter(decoder.name(), null, new Keeper());
        pipeline.remove(this);
      } else if (tls != null && !behindTls) {
        Placer behind = new Placer();
        behind.behindTls = true;
        pipeline.addAfter(tls.name(), null, behind);
        pipeline.remove(this);
      }
    }
  }

  /** Stands behind the HTTP decoder, which hands on bytes only when it is taken out. */
  private static final class Keeper extends ChannelInboundHandlerAdapter {
    private final Queue<ByteBuf> early = new ArrayDeque<>();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (!(message instanceof ByteBuf bytes)) {
        context.fireChannelRead(message);
      } else if (context.pipeline().get(HttpResponseEncoder.class) != null) {
        early.add(bytes);
        context.executor().execute(() -> handOn(context));
      } else {
        handOn(context);
        context.pipeline().remove(this);
        context.fireChannelRead(bytes);
      }
    }

    private void handOn(ChannelHandlerContext context) {
      if (early.isEmpty()) {
        return;
      }
      while (!early.isEmpty()) {
        context.fireChannelRead(early.remove());
      }
      context.fireChannelReadComplete();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
      while (!early.isEmpty()) {
        early.remove().release();
      }
    }
  }
}
