package io.github.vertxwpd.security;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that a source cannot be read when it no longer can be, and once more when it can be again;
 * not each second.
 */
final class ReadFailures {
  private static final Logger LOG = LoggerFactory.getLogger(ReadFailures.class);

  private final String key;
  private final SecurityListener listener;
  private boolean failing;

  /**
   * Makes what says so.
   *
   * @param key the key of the configuration that names the source
   * @param listener is told too
   */
  ReadFailures(String key, SecurityListener listener) {
    this.key = key;
    this.listener = listener;
  }

  String key() {
    return key;
  }

  /**
   * The source cannot be read.
   *
   * @param reason why, and what to do
   * @param until what is done until it can be
   */
  synchronized void failed(String reason, String until) {
    if (failing) {
      LOG.debug("{}: {}", key, reason);
      return;
    }
    failing = true;
    LOG.warn("{}: {}; {} until then", key, reason, until);
    listener.readFailed(key, reason);
  }

  /** The source was read. */
  synchronized void succeeded() {
    if (failing) {
      failing = false;
      LOG.info("{}: it can be read again", key);
    }
  }
}
