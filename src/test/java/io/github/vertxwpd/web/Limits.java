package io.github.vertxwpd.web;

/** The contract's limits with some of them changed, so that a test need not wait. */
final class Limits {
  private static final WebLimits DEFAULT = WebLimits.DEFAULT;

  private long handshakeMs = DEFAULT.handshakeMs();
  private long helloMs = DEFAULT.helloMs();
  private long pingMs = DEFAULT.pingMs();
  private long pongMs = DEFAULT.pongMs();
  private long goodbyeMs = DEFAULT.goodbyeMs();
  private long undrainedMs = DEFAULT.undrainedMs();
  private long keepAliveMs = DEFAULT.keepAliveMs();
  private long answerMs = DEFAULT.answerMs();
  private int writeIdleMs = DEFAULT.writeIdleMs();
  private int sendBufferBytes = DEFAULT.sendBufferBytes();
  private int maxSockets = DEFAULT.maxSockets();
  private int maxSocketsPerUser = DEFAULT.maxSocketsPerUser();
  private int maxConnections = DEFAULT.maxConnections();
  private int messagesPerSecond = DEFAULT.messagesPerSecond();
  private int messageBurst = DEFAULT.messageBurst();

  private Limits() {}

  static Limits of() {
    return new Limits();
  }

  WebLimits build() {
    return new WebLimits(
        handshakeMs,
        helloMs,
        pingMs,
        pongMs,
        goodbyeMs,
        undrainedMs,
        keepAliveMs,
        answerMs,
        writeIdleMs,
        sendBufferBytes,
        maxSockets,
        maxSocketsPerUser,
        maxConnections,
        DEFAULT.maxFrameBytes(),
        messagesPerSecond,
        messageBurst);
  }

  Limits handshake(long ms) {
    handshakeMs = ms;
    return this;
  }

  Limits hello(long ms) {
    helloMs = ms;
    return this;
  }

  Limits ping(long ms) {
    pingMs = ms;
    return this;
  }

  Limits pong(long ms) {
    pongMs = ms;
    return this;
  }

  Limits goodbye(long ms) {
    goodbyeMs = ms;
    return this;
  }

  Limits undrained(long ms) {
    undrainedMs = ms;
    return this;
  }

  Limits keepAlive(long ms) {
    keepAliveMs = ms;
    return this;
  }

  Limits answer(long ms) {
    answerMs = ms;
    return this;
  }

  Limits writeIdle(int ms) {
    writeIdleMs = ms;
    return this;
  }

  Limits sendBuffer(int bytes) {
    sendBufferBytes = bytes;
    return this;
  }

  Limits sockets(int most) {
    maxSockets = most;
    return this;
  }

  Limits socketsPerUser(int most) {
    maxSocketsPerUser = most;
    return this;
  }

  Limits connections(int most) {
    maxConnections = most;
    return this;
  }

  Limits messages(int perSecond, int burst) {
    messagesPerSecond = perSecond;
    messageBurst = burst;
    return this;
  }
}
