package io.github.vertxwpd.file;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that a source cannot be read when it no longer can be, and once more when it can be again;
 * not each second.
 */
public final class ReadFailures {
  private static final Logger LOG = LoggerFactory.getLogger(ReadFailures.class);

  private final String key;
  private final Listener listener;
  private boolean failing;

  /** Told of it, so that it can be recorded. */
  public interface Listener {
    /**
     * A source cannot be used any more; what was read last is kept. Said once, until it could be
     * read again.
     *
     * @param key the key of the configuration that names the source
     * @param reason what is wrong and what to do about it, in a sentence without secrets
     */
    void readFailed(String key, String reason);
  }

  /**
   * Makes what says so.
   *
   * @param key the key of the configuration that names the source
   * @param listener is told too
   */
  public ReadFailures(String key, Listener listener) {
    this.key = key;
    this.listener = listener;
  }

  /** Returns the key of the configuration that names the source. */
  public String key() {
    return key;
  }

  /**
   * The source cannot be read.
   *
   * @param reason why, and what to do
   * @param until what is done until it can be
   */
  public synchronized void failed(String reason, String until) {
    if (failing) {
      LOG.debug("{}: {}", key, reason);
      return;
    }
    failing = true;
    LOG.warn("{}: {}; {} until then", key, reason, until);
    listener.readFailed(key, reason);
  }

  /** The source was read. */
  public synchronized void succeeded() {
    if (failing) {
      failing = false;
      LOG.info("{}: it can be read again", key);
    }
  }
}
