package io.github.vertxwpd.bench;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;

/** One of the baseline's sockets: greets whoever says hello, and joins whoever subscribes. */
final class FanoutNettySocket extends SimpleChannelInboundHandler<TextWebSocketFrame> {
  private final FanoutNettyRoom room;

  FanoutNettySocket(FanoutNettyRoom room) {
    this.room = room;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
    String text = frame.text();
    if (text.contains("\"hello\"")) {
      say(context, "{\"t\":\"welcome\",\"id\":1,\"gateway\":\"gw-017\",\"pingMs\":25000}");
    }
    if (text.contains("\"subscribe\"")) {
      say(context, "{\"t\":\"snapshot\",\"id\":2,\"devices\":[],\"last\":true}");
      say(context, "{\"t\":\"subscribed\",\"id\":2,\"recovered\":false}");
      room.join(context.channel(), text.contains("\"binary\""));
    }
  }

  // A write that fails also closes its socket, which is told of.
  @SuppressWarnings("FutureReturnValueIgnored")
  private static void say(ChannelHandlerContext context, String message) {
    context.writeAndFlush(new TextWebSocketFrame(message));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    room.leave(context.channel());
  }
}
