package io.github.vertxwpd.connector.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.vertxwpd.SimulatorOptions;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.model.Verb;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The public provider, in real time: what virtual time cannot show. */
@Timeout(20)
class ThreadSchedulerTest {
  private static final SimulatorOptions FAST = new SimulatorOptions().setLatencyMs(1);

  private static Thread threadOfACompletion(Connector connector) throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    connector.submit(
        Verb.DISCONNECT,
        connector.pairedDevices().get(0).pnpId(),
        completion -> thread.complete(Thread.currentThread()));
    return thread.get(20, TimeUnit.SECONDS);
  }

  @Test
  void completionsComeOnADaemonThreadOfTheSimulator() throws Exception {
    try (Connector connector = new SimulatedProvider(FAST).open(() -> {})) {
      Thread thread = threadOfACompletion(connector);
      assertThat(thread).isNotSameAs(Thread.currentThread());
      assertThat(thread.isDaemon()).isTrue();
      assertThat(thread.getName()).isEqualTo("wpd-simulator");
    }
  }

  @Test
  void noThreadIsLeftOnceTheConnectorIsClosed() throws Exception {
    Thread thread;
    try (Connector connector = new SimulatedProvider(FAST).open(() -> {})) {
      thread = threadOfACompletion(connector);
      connector.submit(Verb.DISCONNECT, connector.pairedDevices().get(1).pnpId(), completion -> {});
    }
    thread.join();
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void aListenerThatThrowsDoesNotStopTheOthers() throws Exception {
    try (Connector connector = new SimulatedProvider(FAST).open(() -> {})) {
      connector.submit(
          Verb.DISCONNECT,
          connector.pairedDevices().get(1).pnpId(),
          completion -> {
            throw new IllegalStateException("on purpose, for this test");
          });
      assertThat(threadOfACompletion(connector).isAlive()).isTrue();
    }
  }

  @Test
  void aTaskAfterTheStopIsIgnored() {
    ThreadScheduler scheduler = new ThreadScheduler();
    scheduler.stop();
    scheduler.stop();
    assertThatCode(() -> scheduler.after(0, () -> {})).doesNotThrowAnyException();
  }
}
