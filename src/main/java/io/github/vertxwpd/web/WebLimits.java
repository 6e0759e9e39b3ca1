package io.github.vertxwpd.web;

import io.github.vertxwpd.HttpOptions;
import java.util.stream.LongStream;

/**
 * How long the server waits and how much it takes. Times are in milliseconds.
 *
 * @param handshakeMs how long a TLS handshake may take
 * @param helloMs how long a WebSocket may take to say hello
 * @param pingMs how often a WebSocket is pinged
 * @param pongMs how long its answer may take
 * @param goodbyeMs how long a closed WebSocket's client may take to agree
 * @param undrainedMs how long a full write queue may take to drain
 * @param keepAliveMs after how long without a write a connection that gets events is written to
 * @param answerMs how long an answer to a request may take; what takes longer is told so far
 * @param writeIdleMs how long a connection may go without a finished write before it is ended hard:
 *     no goodbye reaches a client that does not read. Longer than the times that are allowed above
 * @param sendBufferBytes the size of a connection's send buffer in the kernel, in bytes
 * @param maxSockets how many connections that get events may be open
 * @param maxSocketsPerUser how many of them one user may have, where users are known
 * @param maxConnections how many TCP connections may be open, with those that get events
 * @param maxFrameBytes how long a WebSocket's message may be, in bytes
 * @param messagesPerSecond how many messages a WebSocket may send on average
 * @param messageBurst how many it may send at once
 */
record WebLimits(
    long handshakeMs,
    long helloMs,
    long pingMs,
    long pongMs,
    long goodbyeMs,
    long undrainedMs,
    long keepAliveMs,
    long answerMs,
    int writeIdleMs,
    int sendBufferBytes,
    int maxSockets,
    int maxSocketsPerUser,
    int maxConnections,
    int maxFrameBytes,
    int messagesPerSecond,
    int messageBurst) {
  /** The longest body that is read, in bytes: {@value}. */
  static final int MAX_REQUEST_BYTES = 64 * 1024;

  /** How many TCP connections there may be besides those that get events. */
  private static final int OTHER_CONNECTIONS = 1_000;

  /** The contract's limits. */
  static final WebLimits DEFAULT =
      new WebLimits(
          10_000,
          5_000,
          25_000,
          10_000,
          5_000,
          10_000,
          4_000,
          10_000,
          13_000,
          256 * 1024,
          HttpOptions.DEFAULT_MAX_CONNECTIONS,
          HttpOptions.DEFAULT_MAX_CONNECTIONS_PER_USER,
          HttpOptions.DEFAULT_MAX_CONNECTIONS + OTHER_CONNECTIONS,
          HttpOptions.DEFAULT_MAX_FRAME_BYTES,
          HttpOptions.DEFAULT_FRAMES_PER_SECOND,
          HttpOptions.DEFAULT_FRAME_BURST);

  private static final long TICKS = 4;
  private static final long LONGEST_TICK_MS = 250;

  /** Returns the contract's limits, with those that can be configured as they are. */
  static WebLimits of(HttpOptions options) {
    return DEFAULT.with(options);
  }

  /** Returns these limits with those that can be configured as they are there. */
  WebLimits with(HttpOptions options) {
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
        options.getMaxConnections(),
        options.getMaxConnectionsPerUser(),
        options.getMaxConnections() + OTHER_CONNECTIONS,
        options.getMaxFrameBytes(),
        options.getFramesPerSecond(),
        options.getFrameBurst());
  }

  /** Returns how often to look whether one of the times above is over, in milliseconds. */
  long tickMs() {
    long shortest =
        LongStream.of(helloMs, pingMs, pongMs, goodbyeMs, undrainedMs, keepAliveMs)
            .min()
            .orElseThrow();
    return Math.max(1, Math.min(LONGEST_TICK_MS, shortest / TICKS));
  }
}
