package io.github.vertxwpd.bench;

import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationEnd;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Outcome;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.model.TimeOrderedUuid;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.model.WpdEvent;
import io.github.vertxwpd.stream.Journal;
import io.github.vertxwpd.stream.JournalEntry;
import io.github.vertxwpd.stream.JournalOptions;
import io.github.vertxwpd.stream.SqliteJournal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** A data directory as a gateway leaves it that has been at work for long. */
final class FilledJournal {
  /** More writes than this may not wait at once. */
  private static final int AT_ONCE = 64;

  private static final int GROUP = 500;
  private static final Duration FOR_EVER = Duration.ofDays(3_650);
  private static final long LIMIT_SECONDS = 600;
  private static final String GATEWAY = "bench";

  private final Journal journal;
  private final Instant now;
  private final FanoutDevices devices = new FanoutDevices(GATEWAY, 100);

  private FilledJournal(Journal journal, Instant now) {
    this.journal = journal;
    this.now = now;
  }

  /**
   * Makes one.
   *
   * @param data the data directory, where nothing is yet
   * @param age how long ago all of it was
   * @param events how many events it has
   * @param operations how many operations that have ended
   * @param requestIds how many request ids
   * @return the position before the oldest event
   */
  static StreamPosition fill(Path data, Duration age, int events, int operations, int requestIds)
      throws TimeoutException {
    Vertx vertx = Vertx.vertx();
    try {
      JournalOptions options = JournalOptions.of(data).withRetention(FOR_EVER, Integer.MAX_VALUE);
      Journal journal = await(SqliteJournal.open(vertx, options));
      FilledJournal filled = new FilledJournal(journal, Instant.now().minus(age));
      String epoch = journal.contents().epoch();
      filled.write(events, number -> filled.event(epoch, number));
      filled.write(operations, filled::operation);
      filled.write(requestIds, filled::requestId);
      await(journal.close());
      return new StreamPosition(epoch, 0);
    } finally {
      await(vertx.close());
    }
  }

  private void write(int count, IntFunction<JournalEntry> entry) throws TimeoutException {
    List<Future<Void>> writes = new ArrayList<>();
    for (int from = 0; from < count; from += GROUP) {
      List<JournalEntry> group = new ArrayList<>();
      for (int number = from; number < Math.min(count, from + GROUP); number++) {
        group.add(entry.apply(number));
      }
      writes.add(journal.write(group));
      if (writes.size() == AT_ONCE) {
        await(Future.all(List.copyOf(writes)));
        writes.clear();
      }
    }
    await(Future.all(writes));
  }

  private JournalEntry event(String epoch, int number) {
    StreamPosition position = new StreamPosition(epoch, number + 1L);
    WpdEvent event = new WpdEvent(GATEWAY, position, now, devices.change());
    return new JournalEntry.Event(
        position.offset(),
        now,
        event.body().type(),
        event.body().device(),
        event.toJson().encode());
  }

  private JournalEntry operation(int number) {
    OperationEnd end =
        new OperationEnd(
            Outcome.SUCCEEDED,
            true,
            true,
            Optional.of(Hresult.S_OK),
            LinkState.CONNECTED,
            LinkState.DISCONNECTED,
            now,
            4,
            300,
            Optional.empty());
    return new JournalEntry.OperationState(
        new Operation(
            id(number),
            Optional.empty(),
            Verb.DISCONNECT,
            device(number),
            GATEWAY,
            OperationState.ENDED,
            false,
            now,
            60_000,
            false,
            Cause.COMMAND,
            false,
            Optional.of(Hresult.S_OK),
            PortableCursor.of(GATEWAY, new StreamPosition("bench0", number)),
            Optional.of(end)),
        true);
  }

  private JournalEntry requestId(int number) {
    return new JournalEntry.RequestId(
        "bench-request-" + number,
        "disconnect " + device(number).value() + " 60000 30000 false",
        id(number),
        now);
  }

  private String id(int number) {
    return TimeOrderedUuid.at(now.plusNanos(number));
  }

  private static DeviceId device(int number) {
    return new DeviceId("bt-%012x".formatted(number % 100));
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(LIMIT_SECONDS, TimeUnit.SECONDS);
  }
}
