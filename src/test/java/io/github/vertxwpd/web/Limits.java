package io.github.vertxwpd.web;

/** The contract's limits with some of them changed, so that a test need not wait. */
final class Limits {
  private WebLimits limits = WebLimits.DEFAULT;

  private Limits() {}

  static Limits of() {
    return new Limits();
  }

  WebLimits build() {
    return limits;
  }

  Limits hello(long ms) {
    return set(ms, limits.pingMs(), limits.pongMs(), limits.undrainedMs());
  }

  Limits ping(long ms) {
    return set(limits.helloMs(), ms, limits.pongMs(), limits.undrainedMs());
  }

  Limits pong(long ms) {
    return set(limits.helloMs(), limits.pingMs(), ms, limits.undrainedMs());
  }

  Limits undrained(long ms) {
    return set(limits.helloMs(), limits.pingMs(), limits.pongMs(), ms);
  }

  private Limits set(long hello, long ping, long pong, long undrained) {
    limits =
        new WebLimits(
            hello,
            ping,
            pong,
            undrained,
            limits.writeIdleSeconds(),
            limits.sendBufferBytes(),
            limits.maxSockets(),
            limits.messagesPerSecond(),
            limits.messageBurst());
    return this;
  }

  Limits writeIdle(int seconds) {
    return sizes(seconds, limits.sendBufferBytes(), limits.maxSockets());
  }

  Limits sendBuffer(int bytes) {
    return sizes(limits.writeIdleSeconds(), bytes, limits.maxSockets());
  }

  Limits sockets(int most) {
    return sizes(limits.writeIdleSeconds(), limits.sendBufferBytes(), most);
  }

  Limits messages(int perSecond, int burst) {
    limits =
        new WebLimits(
            limits.helloMs(),
            limits.pingMs(),
            limits.pongMs(),
            limits.undrainedMs(),
            limits.writeIdleSeconds(),
            limits.sendBufferBytes(),
            limits.maxSockets(),
            perSecond,
            burst);
    return this;
  }

  private Limits sizes(int writeIdle, int sendBuffer, int sockets) {
    limits =
        new WebLimits(
            limits.helloMs(),
            limits.pingMs(),
            limits.pongMs(),
            limits.undrainedMs(),
            writeIdle,
            sendBuffer,
            sockets,
            limits.messagesPerSecond(),
            limits.messageBurst());
    return this;
  }
}
