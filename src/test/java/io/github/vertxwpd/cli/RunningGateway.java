package io.github.vertxwpd.cli;

import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A gateway that {@code run} started on a thread of its own; an interrupt stops it. */
final class RunningGateway implements AutoCloseable {
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final StringWriter err = new StringWriter();
  private final BufferedReader out;
  private final Thread thread;

  RunningGateway(Path data, Map<String, String> environment, String... more) throws Exception {
    PipedWriter pipe = new PipedWriter();
    out = new BufferedReader(new PipedReader(pipe));
    String[] args =
        Stream.concat(
                Stream.of(
                    "run",
                    "--set",
                    "provider=simulated",
                    "--set",
                    "gateway.id=gw-017",
                    "--set",
                    "data.dir=" + data),
                Stream.of(more))
            .toArray(String[]::new);
    PrintWriter writer = new PrintWriter(pipe, true);
    thread =
        new Thread(
            () -> {
              exitCode.complete(Main.execute(args, writer, new PrintWriter(err), environment));
              writer.close();
            });
    thread.start();
  }

  String line() throws Exception {
    return out.readLine();
  }

  /** Stops it where a test ended early. */
  @Override
  public void close() {
    thread.interrupt();
  }

  int stop() throws Exception {
    thread.interrupt();
    return exitCode.get(20, TimeUnit.SECONDS);
  }
}
