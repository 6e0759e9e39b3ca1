package io.github.vertxwpd.bench;

import java.time.Duration;

/** The processor time that this process has used, which other work on the machine disturbs less. */
final class ProcessorTime {
  private static final long NANOS_IN_MICRO = 1_000;

  private ProcessorTime() {}

  /**
   * Returns the time of all threads together, in microseconds; systems count it in steps of up to
   * some 15 milliseconds.
   */
  static long micros() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElseThrow()
        / NANOS_IN_MICRO;
  }
}
