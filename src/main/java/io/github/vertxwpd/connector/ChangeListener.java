package io.github.vertxwpd.connector;

/**
 * Told that devices may have come, gone or changed.
 *
 * <p>It is called on any thread, a native one too, at any time after opening has begun, even after
 * the connector was closed. It says neither which device nor whether a listing will see a
 * difference: one change may be told several times, and one that was undone at once is told too. It
 * may never be called, because not every system tells and not every change is told, so that callers
 * list from time to time all the same.
 *
 * <p>It must return at once, throw nothing, and call nothing of the connector: to close one while
 * it tells would wait for itself.
 */
@FunctionalInterface
public interface ChangeListener {
  /** Takes the hint. */
  void changed();
}
