package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code watch}. */
@Command(
    name = "watch",
    description = {
      "Print every event as it happens, one a line, until Ctrl-C.",
      "Comes back after a broken connection and goes on where it was."
    })
final class WatchCommand implements Callable<Integer> {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

  /** A connection that lasted so long was a good one: the next try comes soon. */
  private static final Duration STABLE = Duration.ofSeconds(10);

  private final Console console;
  private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
  private final SeenEvents seen = new SeenEvents();
  private StreamCursors cursors = StreamCursors.NONE;
  private boolean connectedOnce;
  private long printed;

  @Mixin private GatewayAddress address;

  @Option(
      names = "--count",
      paramLabel = "<n>",
      description = "End after so many events; default: never.")
  private long count = Long.MAX_VALUE;

  WatchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandFailure {
    GatewayApi api = address.api(console.environment());
    StopOnSignal signal = new StopOnSignal(CLOSE_PATIENCE, () -> {});
    try {
      while (wantsMore()) {
        Optional<String> lost = follow(api);
        if (lost.isPresent()) {
          Duration wait = backoff.next();
          console.note("note: " + lost.get() + "; trying again in " + Progress.seconds(wait));
          TimeUnit.MILLISECONDS.sleep(wait.toMillis());
        }
      }
    } catch (InterruptedException e) {
      // Ctrl-C is the ordinary end.
    } finally {
      signal.release();
    }
    return ExitCode.OK;
  }

  private boolean wantsMore() {
    return printed < count && !console.abandoned();
  }

  /** Prints events until there were enough, or returns why the connection is no more. */
  private Optional<String> follow(GatewayApi api) throws CommandFailure, InterruptedException {
    long start = System.nanoTime();
    try (EventSocket socket = EventSocket.open(api)) {
      try {
        socket.subscribe(cursors, new JsonObject());
        while (wantsMore()) {
          Optional<JsonObject> message = socket.next(TICK);
          if (message.isPresent()) {
            take(message.get());
          }
        }
        return Optional.empty();
      } finally {
        cursors = socket.cursors();
      }
    } catch (ConnectionLost e) {
      if (e.isFinal()) {
        throw e.failure();
      }
      if (System.nanoTime() - start > STABLE.toNanos()) {
        backoff.reset();
      }
      return Optional.of(e.getMessage());
    } catch (CommandFailure e) {
      if (!connectedOnce || e.exitCode() != ExitCode.UNREACHABLE) {
        throw e;
      }
      return Optional.of("no gateway answers at " + api.base());
    }
  }

  private void take(JsonObject message) throws CommandFailure {
    switch (message.getString("t", "")) {
      case "event" -> print(message.getJsonObject("e"));
      case "snapshot" -> {
        if (!connectedOnce && !console.json()) {
          SimulationNotice.show(message, console);
        }
      }
      case "subscribed" -> connectedOnce = true;
      case "reset" ->
          console.note(
              "note: events are missing here ("
                  + PlainText.of(message.getString("reason", "?"))
                  + "); going on with what happens now");
      case "error" -> throw CommandFailure.refused(message.getJsonObject("problem"));
      default -> {
        // A message that a newer gateway sends and this version has no use for.
      }
    }
  }

  private void print(JsonObject event) {
    if (!seen.isNew(event)) {
      return;
    }
    printed++;
    if (console.json()) {
      console.printJson(event);
    } else {
      console.print(EventText.of(event));
    }
  }
}
