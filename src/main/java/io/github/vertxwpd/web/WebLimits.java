package io.github.vertxwpd.web;

/**
 * How long the server waits and how much it takes.
 *
 * @param helloMs how long a WebSocket may take to say hello, in milliseconds
 * @param pingMs how often a WebSocket is pinged, in milliseconds
 * @param pongMs how long its answer may take, in milliseconds
 * @param undrainedMs how long a full write queue may take to drain, in milliseconds
 * @param writeIdleSeconds how long a connection may go without a finished write before it is ended
 *     hard, in seconds; longer than the longest answer takes
 * @param sendBufferBytes the size of a connection's send buffer in the kernel, in bytes
 * @param maxSockets how many WebSockets may be open
 * @param messagesPerSecond how many messages a WebSocket may send on average
 * @param messageBurst how many it may send at once
 */
record WebLimits(
    long helloMs,
    long pingMs,
    long pongMs,
    long undrainedMs,
    int writeIdleSeconds,
    int sendBufferBytes,
    int maxSockets,
    int messagesPerSecond,
    int messageBurst) {
  /** The longest frame and the longest body that is read, in bytes: {@value}. */
  static final int MAX_REQUEST_BYTES = 64 * 1024;

  /** The longest that a request with {@code Prefer: wait} waits, in seconds: {@value}. */
  static final int MAX_PREFERRED_WAIT_SECONDS = 60;

  /** The contract's limits. */
  static final WebLimits DEFAULT =
      new WebLimits(5_000, 25_000, 10_000, 10_000, 660, 256 * 1024, 2_000, 50, 100);
}
