package io.github.vertxwpd.stream;

import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.EventBody.DeviceChanged;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.model.WpdEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives events their places and takes them to the journal, one batch at a time: what comes while a
 * batch is on its way is the next batch. A place is given only when its batch goes, so that a batch
 * that fails leaves no gap. Confined to the appending event loop.
 */
final class StreamWriter {
  /** How many waiting things go in one batch at most. */
  static final int MAX_BATCH = 128;

  private record Waiting(
      Optional<EventBody> body,
      Instant time,
      List<JournalEntry> entries,
      boolean refusable,
      Promise<Void> done) {}

  private final String gateway;
  private final String epoch;
  private final Journal journal;
  private final Clock clock;
  private final RetryTimer retry;
  private final Consumer<List<WrittenEvent>> written;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long head;
  private boolean writing;

  StreamWriter(
      String gateway,
      String epoch,
      long head,
      Journal journal,
      Clock clock,
      RetryTimer retry,
      Consumer<List<WrittenEvent>> written) {
    this.gateway = gateway;
    this.epoch = epoch;
    this.head = head;
    this.journal = journal;
    this.clock = clock;
    this.retry = retry;
    this.written = written;
  }

  /**
   * Takes something to be written.
   *
   * @param refusable whether it is given up where the journal cannot be written, or waits until it
   *     can
   */
  Future<Void> add(Optional<EventBody> body, List<JournalEntry> entries, boolean refusable) {
    Waiting added = new Waiting(body, clock.instant(), entries, refusable, Promise.promise());
    waiting.addLast(journal.trouble().isPresent() ? merged(added) : added);
    write();
    return added.done().future();
  }

  /** Adds several things that are to go in one batch. */
  void together(Runnable additions) {
    boolean free = !writing;
    writing = true;
    try {
      additions.run();
    } finally {
      writing = !free;
    }
    write();
  }

  private void write() {
    if (writing || waiting.isEmpty()) {
      return;
    }
    writing = true;
    List<Waiting> batch = new ArrayList<>();
    List<WrittenEvent> events = new ArrayList<>();
    List<JournalEntry> entries = new ArrayList<>();
    while (!waiting.isEmpty() && batch.size() < MAX_BATCH) {
      Waiting next = waiting.removeFirst();
      batch.add(next);
      entries.addAll(next.entries());
      next.body()
          .ifPresent(
              body -> {
                WrittenEvent event = place(body, next.time(), events.size());
                events.add(event);
                entries.add(entry(event.encoded(), next.time()));
              });
    }
    journal
        .write(entries)
        .onComplete(done -> succeeded(batch, events), cause -> failed(batch, cause));
  }

  private WrittenEvent place(EventBody body, Instant time, int before) {
    StreamPosition position = new StreamPosition(epoch, head + before + 1);
    return WrittenEvent.of(new WpdEvent(gateway, position, time, body));
  }

  private static JournalEntry.Event entry(EncodedEvent event, Instant time) {
    return new JournalEntry.Event(
        event.position().offset(), time, event.type(), event.device(), event.json());
  }

  private void succeeded(List<Waiting> batch, List<WrittenEvent> events) {
    writing = false;
    head += events.size();
    written.accept(events);
    batch.forEach(item -> item.done().complete());
    write();
  }

  /** What may be refused is refused; the rest goes back to the front and is tried again later. */
  private void failed(List<Waiting> batch, Throwable cause) {
    writing = false;
    for (int i = batch.size() - 1; i >= 0; i--) {
      if (!batch.get(i).refusable()) {
        waiting.addFirst(batch.get(i));
      }
    }
    refuse(batch, cause);
    List<Waiting> others = List.copyOf(waiting);
    waiting.removeIf(Waiting::refusable);
    refuse(others, cause);
    if (!waiting.isEmpty()) {
      retry.later(this::write);
    }
  }

  private static void refuse(List<Waiting> items, Throwable cause) {
    items.stream().filter(Waiting::refusable).forEach(item -> item.done().fail(cause));
  }

  /**
   * While nothing can be written, only the last change of a device waits: what waits is bounded by
   * what there is.
   */
  private Waiting merged(Waiting added) {
    Optional<Waiting> earlier = lastChangeOf(added);
    if (earlier.isEmpty()) {
      return added;
    }
    waiting.remove(earlier.get());
    added.done().future().onComplete(earlier.get().done());
    DeviceChanged before = (DeviceChanged) earlier.get().body().orElseThrow();
    DeviceChanged now = (DeviceChanged) added.body().orElseThrow();
    DeviceChanged both = new DeviceChanged(now.subject(), before.before(), now.cause());
    return new Waiting(Optional.of(both), added.time(), added.entries(), false, added.done());
  }

  /** The device's change that waits, where nothing else about the device waits behind it. */
  private Optional<Waiting> lastChangeOf(Waiting added) {
    if (!isChangeAlone(added)) {
      return Optional.empty();
    }
    Iterator<Waiting> newest = waiting.descendingIterator();
    while (newest.hasNext()) {
      Waiting earlier = newest.next();
      if (deviceOf(earlier).equals(deviceOf(added))) {
        return Optional.of(earlier).filter(StreamWriter::isChangeAlone);
      }
    }
    return Optional.empty();
  }

  private static boolean isChangeAlone(Waiting item) {
    return item.body().orElse(null) instanceof DeviceChanged
        && item.entries().stream().allMatch(JournalEntry.SeenDevice.class::isInstance);
  }

  private static Optional<DeviceId> deviceOf(Waiting item) {
    return item.body().flatMap(EventBody::device);
  }
}
