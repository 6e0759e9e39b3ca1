package io.github.vertxwpd.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A Windows program that runs until it is told to stop. */
final class WineProcess {
  private static final long LIMIT_SECONDS = 120;

  private final Process process;
  private final List<String> printed = new CopyOnWriteArrayList<>();
  private final CompletableFuture<String> ready = new CompletableFuture<>();

  WineProcess(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "wine-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Waits for the line that says that the gateway serves. */
  String awaitReady() throws InterruptedException {
    try {
      return ready.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(
          "the gateway does not become ready; it printed\n" + String.join("\n", printed), e);
    }
  }

  /** Presses Ctrl-C, and waits until the process has ended by itself. */
  void interrupt() throws IOException, InterruptedException {
    signal("INT");
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
        .as("the process ends after Ctrl-C; it printed\n%s", String.join("\n", printed))
        .isTrue();
  }

  /** Ends what is left of the process group. */
  void kill() throws IOException, InterruptedException {
    if (process.isAlive()) {
      signal("KILL");
      process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    String group = "-" + process.pid();
    new ProcessBuilder("kill", "-s", name, "--", group).inheritIO().start().waitFor();
  }

  private void read() {
    // Lines end with CR LF here, which a BufferedReader takes for one end.
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines
          .lines()
          .forEach(
              line -> {
                printed.add(line);
                if (line.startsWith("ready http://")) {
                  ready.complete(line);
                }
              });
    } catch (IOException | UncheckedIOException e) {
      printed.add(e.toString());
    }
    ready.completeExceptionally(new IOException("its output has ended"));
  }
}
