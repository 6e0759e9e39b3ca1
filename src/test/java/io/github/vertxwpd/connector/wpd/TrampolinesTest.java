package io.github.vertxwpd.connector.wpd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class TrampolinesTest {
  /** A function of one argument. */
  interface OneArgument extends Trampolines.Target {
    int invoke(Pointer argument);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "makes its native threads with pthread_create")
  void aNativeThreadIsAThreadOfJavaUntilItsOutermostCallReturns() throws Exception {
    CompletableFuture<Thread> first = new CompletableFuture<>();
    CompletableFuture<Thread> second = new CompletableFuture<>();
    OneArgument inner = argument -> remember(second);
    Function again = Function.getFunction(Trampolines.make(inner));
    OneArgument outer =
        argument -> {
          again.invokeInt(new Object[] {argument});
          return remember(first);
        };
    NativeThreads.join(
        NativeThreads.start(Function.getFunction(Trampolines.make(outer)), Pointer.NULL));

    Thread thread = first.get(20, TimeUnit.SECONDS);
    assertThat(thread).isNotSameAs(Thread.currentThread());
    assertThat(thread.isAlive()).isFalse();
    assertThat(second.get(20, TimeUnit.SECONDS)).isSameAs(thread);
  }

  private static int remember(CompletableFuture<Thread> thread) {
    thread.complete(Thread.currentThread());
    return 0;
  }

  @Test
  void whatIsThrownDoesNotReachNativeCode() {
    OneArgument failing =
        argument -> {
          throw new IllegalStateException("on purpose, for this test");
        };
    Function function = Function.getFunction(Trampolines.make(failing));
    assertThat(function.invokeInt(new Object[] {Pointer.NULL})).isZero();
  }
}
