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
      "Comes back after a broken connection and goes on where it was. Where events are gone, a note"
          + " on standard error says so."
    })
final class WatchCommand implements Callable<Integer> {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

  /** A connection that lasted so long was a good one: the next try comes soon. */
  private static final Duration STABLE = Duration.ofSeconds(10);

  private final Console console;
  private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
  private Optional<CursorFile> cursorFile = Optional.empty();
  private WatchPosition position = new WatchPosition(StreamCursors.NONE);
  private boolean connectedOnce;
  private long printed;

  @Mixin private GatewayAddress address;
  @Mixin private EventSelection selection;
  @Mixin private WatchStart start;

  @Option(
      names = "--count",
      paramLabel = "<n>",
      converter = CountConverter.class,
      description = "End after so many events; default: never.")
  private long count = Long.MAX_VALUE;

  WatchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandFailure {
    GatewayApi api = address.api(console.environment());
    cursorFile = start.cursorFile();
    position = start.position(cursorFile);
    StopOnSignal signal = new StopOnSignal(CLOSE_PATIENCE, () -> {});
    try {
      watch(api);
    } finally {
      end(signal);
    }
    return ExitCode.OK;
  }

  private void end(StopOnSignal signal) throws CommandFailure {
    try {
      if (cursorFile.isPresent()) {
        cursorFile.get().save(position);
      }
    } finally {
      signal.release();
    }
  }

  private void watch(GatewayApi api) throws CommandFailure {
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
    }
  }

  private boolean wantsMore() {
    return printed < count && !console.abandoned();
  }

  /** Prints events until there were enough, or returns why the connection is no more. */
  private Optional<String> follow(GatewayApi api) throws CommandFailure, InterruptedException {
    long begin = System.nanoTime();
    try (EventSocket socket = EventSocket.open(api)) {
      try {
        socket.subscribe(position.cursors(), selection.toFilter());
        while (wantsMore()) {
          Optional<JsonObject> message = socket.next(TICK);
          if (message.isPresent()) {
            take(message.get(), api);
          }
          moveOn(socket);
        }
        return Optional.empty();
      } finally {
        moveOn(socket);
      }
    } catch (ConnectionLost e) {
      if (e.isFinal()) {
        throw e.failure();
      }
      if (System.nanoTime() - begin > STABLE.toNanos()) {
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

  /** What nobody could read any more counts as not printed. */
  private void moveOn(EventSocket socket) throws CommandFailure {
    if (console.abandoned()) {
      return;
    }
    position.moveTo(socket.cursors());
    if (cursorFile.isPresent()) {
      cursorFile.get().saveNowAndThen(position);
    }
  }

  private void take(JsonObject message, GatewayApi api) throws CommandFailure {
    switch (message.getString("t", "")) {
      case "event" -> print(message.getJsonObject("e"));
      case "subscribed" -> {
        if (!connectedOnce && !console.json()) {
          SimulationNotice.show(api, console);
        }
        connectedOnce = true;
      }
      case "reset" ->
          console.note(
              "note: events are missing here ("
                  + PlainText.of(message.getString("reason", "?"))
                  + "); going on with what happens now");
      case "error" -> throw CommandFailure.refused(message.getJsonObject("problem"));
      default -> {
        // A snapshot, or a message that a newer gateway sends and this version has no use for.
      }
    }
  }

  private void print(JsonObject event) {
    if (!position.isNew(event)) {
      return;
    }
    if (console.json()) {
      console.printJson(event);
    } else {
      console.print(EventText.of(event));
    }
    printed++;
    if (!console.abandoned()) {
      position.printed(event);
    }
  }
}
