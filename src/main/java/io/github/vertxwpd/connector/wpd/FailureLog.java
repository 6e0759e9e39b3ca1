package io.github.vertxwpd.connector.wpd;

import io.github.vertxwpd.connector.NativeCallException;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failures that do not stop a listing. Devices are listed every few seconds, so that each distinct
 * failure is a warning once, and a debug line when it is seen again.
 */
final class FailureLog {
  private static final int MAX_REMEMBERED = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

  private final Apartment apartment;
  private final Set<String> reported = new HashSet<>();

  FailureLog(Apartment apartment) {
    this.apartment = apartment;
  }

  /**
   * Takes a failure.
   *
   * @param subject what could not be done
   */
  void report(String subject, NativeCallException failure) {
    String line =
        subject + ": " + failure.call() + " returned " + apartment.describe(failure.status());
    if (reported.size() < MAX_REMEMBERED && reported.add(line)) {
      LOG.warn("{}", line);
    } else {
      LOG.debug("{}", line);
    }
  }
}
