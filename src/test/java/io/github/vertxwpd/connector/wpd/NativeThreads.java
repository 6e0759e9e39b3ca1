package io.github.vertxwpd.connector.wpd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;

/** Threads that Java has not made ({@code pthread_create}). */
final class NativeThreads {
  private NativeThreads() {}

  /**
   * Starts one.
   *
   * @param function what it runs
   * @param argument the function's first argument; others are whatever the registers hold
   */
  static long start(Function function, Pointer argument) {
    LongByReference thread = new LongByReference();
    int status =
        Function.getFunction("c", "pthread_create")
            .invokeInt(new Object[] {thread, Pointer.NULL, function, argument});
    assertThat(status).isZero();
    return thread.getValue();
  }

  /** Waits for its end. */
  static void join(long thread) {
    assertThat(
            Function.getFunction("c", "pthread_join")
                .invokeInt(new Object[] {thread, Pointer.NULL}))
        .isZero();
  }
}
