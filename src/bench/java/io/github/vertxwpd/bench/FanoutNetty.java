package io.github.vertxwpd.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.string.StringDecoder;
import io.vertx.core.spi.transport.Transport;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The baseline: as little as a WebSocket server on Netty can do to send the same events to all its
 * sockets. A frame is encoded once and shared by all sockets; what waits is one write a socket; it
 * skips the codec. It has one event loop for everything, and knows neither cursors nor filters nor
 * limits. It is driven, and says that it is ready, like {@link FanoutServer}.
 *
 * <p>Arguments: {@code transport=native} or {@code nio}.
 */
public final class FanoutNetty {
  /** The arguments with their defaults. */
  static final Map<String, String> DEFAULTS = Map.of("transport", "native");

  private static final int MAX_REQUEST_BYTES = 64 * 1024;
  private static final int SEND_BUFFER_BYTES = 256 * 1024;
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(512 * 1024, 1024 * 1024);

  private final EventLoopGroup loop;
  private final Transport transport;
  private final FanoutNettyRoom room;

  private FanoutNetty(Transport transport) {
    this.transport = transport;
    this.loop = new MultiThreadIoEventLoopGroup(1, transport.ioHandlerFactory());
    this.room = new FanoutNettyRoom(loop.next());
  }

  /** Runs the server. */
  public static void main(String[] args) throws InterruptedException {
    FanoutSettings settings = new FanoutSettings(args, DEFAULTS);
    FanoutNetty server = new FanoutNetty(transport(settings.is("transport", "native")));
    int web = server.listen(server.sockets());
    FanoutReady.print(web, server.listen(server.publishers()));
  }

  private static Transport transport(boolean asNative) {
    io.vertx.core.transport.Transport found = io.vertx.core.transport.Transport.nativeTransport();
    return asNative && found != null && found.available()
        ? found.implementation()
        : io.vertx.core.transport.Transport.NIO.implementation();
  }

  private int listen(ChannelInitializer<Channel> initializer) throws InterruptedException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channelFactory(transport.serverChannelFactory(false))
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childHandler(initializer)
            .bind("127.0.0.1", 0)
            .sync();
    return ((InetSocketAddress) bound.channel().localAddress()).getPort();
  }

  private ChannelInitializer<Channel> sockets() {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel
            .pipeline()
            .addLast(new HttpServerCodec())
            .addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES))
            .addLast(new WebSocketServerProtocolHandler("/api/v1/ws", "wpd.v1"))
            .addLast(new FanoutNettySocket(room));
      }
    };
  }

  private ChannelInitializer<Channel> publishers() {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel
            .pipeline()
            .addLast(new LineBasedFrameDecoder(MAX_REQUEST_BYTES))
            .addLast(new StringDecoder(StandardCharsets.US_ASCII))
            .addLast(new FanoutNettyPublisher(room));
      }
    };
  }
}
