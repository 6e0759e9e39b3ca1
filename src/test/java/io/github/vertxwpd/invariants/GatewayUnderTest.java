package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.GatewayContinued;
import io.github.vertxwpd.invariants.Entry.GatewayDied;
import io.github.vertxwpd.invariants.Entry.GatewayKilled;
import io.github.vertxwpd.invariants.Entry.GatewayReady;
import io.github.vertxwpd.invariants.Entry.GatewayStopped;
import io.github.vertxwpd.invariants.Entry.GatewaySuspended;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The gateway as a process of its own, started from the fat jar again and again over the same data.
 * Used by the driver's thread alone.
 */
final class GatewayUnderTest implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;
  private static final Pattern READY = Pattern.compile("ready (http://\\S+) .*epoch=(\\S+).*");

  private final RunSettings settings;
  private final History history;
  private final Path log;
  private Process process;
  private CompletableFuture<Matcher> ready = new CompletableFuture<>();
  private boolean serving;

  GatewayUnderTest(RunSettings settings, History history) {
    this.settings = settings;
    this.history = history;
    this.log = settings.directory().resolve("gateway.log");
  }

  /** Returns where the gateway keeps its journal. */
  Path data() {
    return settings.directory().resolve("data");
  }

  /** Starts the process and does not wait for it. */
  void launch() throws IOException {
    Files.createDirectories(settings.directory());
    process =
        new ProcessBuilder(command())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    serving = false;
    CompletableFuture<Matcher> line = new CompletableFuture<>();
    ready = line;
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    Thread reader = new Thread(() -> watch(output, line), "gateway-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Waits until the process serves; returns where. */
  URI awaitReady() throws InterruptedException {
    try {
      Matcher line = ready.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      serving = true;
      history.record(new GatewayReady(line.group(2), line.group(1)));
      return URI.create(line.group(1));
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("the gateway does not start; its log is " + log, e);
    }
  }

  /** Waits for a time, or until the process is ready. */
  void awaitReady(long limitMs) throws InterruptedException, ExecutionException {
    try {
      Matcher unused = ready.get(limitMs, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // It is still starting.
    }
  }

  /** Ends the process by {@code SIGKILL}. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitEnd();
    history.record(new GatewayKilled(serving));
  }

  /** Asks the process to stop by {@code SIGTERM}, and waits until it has. */
  void stop() throws InterruptedException {
    process.destroy();
    awaitEnd();
    history.record(new GatewayStopped());
  }

  /** Halts the process where it is. */
  void suspend() throws IOException, InterruptedException {
    history.record(new GatewaySuspended());
    signal("STOP");
  }

  /** Lets the process go on. */
  void proceed() throws IOException, InterruptedException {
    signal("CONT");
    history.record(new GatewayContinued());
  }

  /** Records it where the process has ended by itself; returns whether it has. */
  boolean noteDeath() {
    if (process.isAlive()) {
      return false;
    }
    history.record(new GatewayDied(process.exitValue()));
    return true;
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-jar", System.getProperty("fat.jar"), "run"));
    List<String> keys = new ArrayList<>();
    keys.add("http.port=0");
    keys.add("gateway.id=invariants");
    keys.add("provider=simulated");
    keys.add("simulated.devices=" + settings.devices());
    keys.add("simulated.latencyMs=30");
    keys.add("wpd.pollIntervalMs=250");
    settings.script().forEach(fault -> keys.add("simulated.script." + fault));
    keys.addAll(settings.set());
    keys.replaceAll(key -> key.replace("{data}", data().toString()));
    keys.forEach(key -> command.addAll(List.of("--set", key)));
    return command;
  }

  private static void watch(BufferedReader output, CompletableFuture<Matcher> line) {
    try (output) {
      for (String text = output.readLine(); text != null; text = output.readLine()) {
        Matcher matcher = READY.matcher(text);
        if (matcher.matches()) {
          line.complete(matcher);
        }
      }
    } catch (IOException e) {
      line.completeExceptionally(e);
    }
    line.completeExceptionally(new IOException("it ended before it was ready"));
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("kill -" + name + " failed");
    }
  }

  private void awaitEnd() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the gateway does not end; its log is " + log);
    }
  }
}
