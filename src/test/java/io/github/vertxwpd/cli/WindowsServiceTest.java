package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What procrun sees of the service: when its start method returns, and when its process ends. */
@Timeout(60)
class WindowsServiceTest {
  private final List<Integer> exits = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();

  @Test
  void startReturnsWhenItIsToldToStopAndStopWhenItHasStopped() throws Exception {
    CountDownLatch runs = new CountDownLatch(1);
    CountDownLatch cleanedUp = new CountDownLatch(1);
    WindowsService service =
        new WindowsService(
            args -> {
              arguments.addAll(List.of(args));
              runs.countDown();
              awaitInterrupt();
              cleanedUp.countDown();
              return ExitCode.OK;
            },
            exits::add);
    CompletableFuture<Void> start = start(service, "run", "--config", "gateway.yaml");
    runs.await();

    service.end();

    assertThat(cleanedUp.getCount()).isZero();
    start.get(30, TimeUnit.SECONDS);
    assertThat(arguments).containsExactly("run", "--config", "gateway.yaml");
    assertThat(exits).isEmpty();
  }

  /** To procrun, a start method that returns or throws is one of a service that runs. */
  @Test
  void aProgramThatEndsByItselfEndsTheProcessWithItsExitCode() {
    new WindowsService(args -> ExitCode.USAGE, exits::add).run(new String[0]);
    new WindowsService(args -> ExitCode.OK, exits::add).run(new String[0]);

    assertThat(exits).containsExactly(ExitCode.USAGE, ExitCode.FAILED);
  }

  @Test
  void whateverAStopInterruptsIsNoFailure() throws Exception {
    CountDownLatch runs = new CountDownLatch(1);
    WindowsService service =
        new WindowsService(
            args -> {
              runs.countDown();
              awaitInterrupt();
              return ExitCode.FAILED;
            },
            exits::add);
    CompletableFuture<Void> start = start(service);
    runs.await();

    service.end();

    start.get(30, TimeUnit.SECONDS);
    assertThat(exits).isEmpty();
  }

  @Test
  void aStopThatComesBeforeTheStartKeepsItFromStarting() throws Exception {
    WindowsService service =
        new WindowsService(
            args -> {
              arguments.add("started");
              return ExitCode.OK;
            },
            exits::add);

    service.end();
    service.run(new String[0]);

    assertThat(arguments).isEmpty();
    assertThat(exits).isEmpty();
  }

  @Test
  void aStopAfterTheEndReturnsAtOnce() throws Exception {
    WindowsService service = new WindowsService(args -> ExitCode.FAILED, exits::add);
    service.run(new String[0]);

    service.end();

    assertThat(exits).containsExactly(ExitCode.FAILED);
  }

  private static CompletableFuture<Void> start(WindowsService service, String... args) {
    CompletableFuture<Void> returned = new CompletableFuture<>();
    new Thread(
            () -> {
              service.run(args);
              returned.complete(null);
            })
        .start();
    return returned;
  }

  private static void awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
