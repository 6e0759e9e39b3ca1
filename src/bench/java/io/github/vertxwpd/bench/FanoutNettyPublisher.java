package io.github.vertxwpd.bench;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/** The baseline's second port: makes events when asked to. */
final class FanoutNettyPublisher extends SimpleChannelInboundHandler<String> {
  private final FanoutNettyRoom room;
  private int asked;

  FanoutNettyPublisher(FanoutNettyRoom room) {
    this.room = room;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // a write that fails also closes the connection
  protected void channelRead0(ChannelHandlerContext context, String line) {
    if (!line.isEmpty()) {
      asked = Math.max(asked, FanoutPublish.events(line + "\r\n"));
      return;
    }
    room.publish(asked);
    String answer = asked > 0 ? FanoutPublish.DONE : FanoutPublish.UNKNOWN;
    context.writeAndFlush(ByteBufUtil.writeAscii(context.alloc(), answer));
    asked = 0;
  }
}
