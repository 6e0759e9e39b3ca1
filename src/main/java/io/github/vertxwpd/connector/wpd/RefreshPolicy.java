package io.github.vertxwpd.connector.wpd;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Says when WPD's list must be refreshed before it is read. The documentation of {@code
 * RefreshDeviceList} advises it when a device came or went, and against doing it each time. So
 * where Windows tells of changes it is done after one, and now and then all the same; where it does
 * not tell, each time.
 */
final class RefreshPolicy {
  /** The longest that a list is read without a refresh, in nanoseconds. */
  static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final ChangeNotification notification;
  private final LongSupplier nanoTime;
  private boolean refreshedBefore;
  private long refreshedAtNanos;
  private long knownChanges;

  /**
   * Begins with a list that must be refreshed.
   *
   * @param nanoTime a clock that only goes forward, in nanoseconds; its zero means nothing
   */
  RefreshPolicy(ChangeNotification notification, LongSupplier nanoTime) {
    this.notification = notification;
    this.nanoTime = nanoTime;
  }

  boolean isDue() {
    return !notification.works()
        || !refreshedBefore
        || notification.count() != knownChanges
        || nanoTime.getAsLong() - refreshedAtNanos >= LONGEST_NANOS;
  }

  /**
   * Returns the changes told so far, to be read before a refresh: it may miss those that follow.
   */
  long changes() {
    return notification.count();
  }

  /**
   * Notes a refresh that succeeded.
   *
   * @param changes what {@link #changes} returned before it
   */
  void refreshed(long changes) {
    refreshedBefore = true;
    refreshedAtNanos = nanoTime.getAsLong();
    knownChanges = changes;
  }
}
