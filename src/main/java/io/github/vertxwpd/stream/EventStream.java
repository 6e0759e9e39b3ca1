package io.github.vertxwpd.stream;

import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.StreamPosition;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * One gateway's events in order: journalled first, seen then, the last ones kept in a ring, those
 * before read from the journal again.
 *
 * <p>One event loop appends, the ledger's. Any thread may walk ({@link #walkFrom}) and may ask to
 * be woken.
 */
public final class EventStream extends EventFeed {
  private final String gateway;
  private final String epoch;
  private final StreamWriter writer;
  private final AtomicReferenceArray<EncodedEvent> ring;
  private final List<Consumer<WrittenEvent>> followers = new ArrayList<>();
  private final PageCache pages;
  private volatile long head;

  /**
   * Goes on with the stream that a journal has, or begins one.
   *
   * @param gateway the id of the gateway
   * @param journal where events are written before anybody sees them
   * @param clock gives the events' times
   * @param capacity how many events are kept in memory; at least 1
   * @param retry runs something a little later on the appending event loop; used while the journal
   *     cannot be written
   */
  public EventStream(String gateway, Journal journal, Clock clock, int capacity, RetryTimer retry) {
    JournalContents contents = journal.contents();
    this.gateway = gateway;
    this.epoch = contents.epoch();
    this.ring = new AtomicReferenceArray<>(capacity);
    contents.events().forEach(event -> put(EncodedEvent.of(gateway, epoch, event)));
    this.head = contents.head();
    this.pages =
        new PageCache(journal, event -> EncodedEvent.of(gateway, epoch, event), () -> head);
    this.writer =
        new StreamWriter(gateway, epoch, contents.head(), journal, clock, retry, this::show);
  }

  @Override
  public String gateway() {
    return gateway;
  }

  /**
   * Appends an event, however long the journal takes: while it cannot be written, the event waits.
   *
   * @param body what happened
   * @param with what is written in the same transaction
   * @return completes when it is on disk and can be seen
   */
  public Future<Void> append(EventBody body, List<JournalEntry> with) {
    return writer.add(Optional.of(body), with, false);
  }

  /**
   * Appends an event with nothing else, however long the journal takes.
   *
   * @param body what happened
   * @return completes when it is on disk and can be seen
   */
  public Future<Void> append(EventBody body) {
    return append(body, List.of());
  }

  /**
   * Appends an event, or fails where the journal cannot be written now: then nothing of it
   * happened.
   *
   * @param body what happened
   * @param with what is written in the same transaction
   * @return completes when it is on disk and can be seen; fails with {@link
   *     JournalUnavailableException}
   */
  public Future<Void> tryAppend(EventBody body, List<JournalEntry> with) {
    return writer.add(Optional.of(body), with, true);
  }

  /**
   * Writes something that is no event, in order with the events, however long the journal takes.
   *
   * @param entries what to write
   * @return completes when it is on disk
   */
  public Future<Void> record(List<JournalEntry> entries) {
    return writer.add(Optional.empty(), entries, false);
  }

  /**
   * Writes something that is no event, or fails where the journal cannot be written now.
   *
   * @param entries what to write; nothing is on disk at once
   * @return completes when it is on disk; fails with {@link JournalUnavailableException}
   */
  public Future<Void> tryRecord(List<JournalEntry> entries) {
    return entries.isEmpty()
        ? Future.succeededFuture()
        : writer.add(Optional.empty(), entries, true);
  }

  /**
   * Appends several things that belong together: they go to the disk at once, where there is room
   * for them in one batch.
   *
   * @param appends appends and records
   */
  public void together(Runnable appends) {
    writer.together(appends);
  }

  /**
   * Follows the stream where it is appended to.
   *
   * @param follower given each event, in order, on the appending thread, before anybody is woken
   */
  public void follow(Consumer<WrittenEvent> follower) {
    followers.add(follower);
  }

  @Override
  public Future<StreamPosition> oldest() {
    return pages.beforeOldest().map(offset -> new StreamPosition(epoch, offset));
  }

  @Override
  public Optional<PortableCursor> portable(StreamPosition position) {
    return Optional.of(PortableCursor.of(gateway, position));
  }

  @Override
  public Optional<StreamPosition> locate(PortableCursor portable) {
    return Optional.ofNullable(portable.positions().get(gateway)).filter(this::isReached);
  }

  @Override
  String epoch() {
    return epoch;
  }

  @Override
  long headOffset() {
    return head;
  }

  @Override
  StreamWalk.Step stepTo(long offset) {
    EncodedEvent event = ring.get(slot(offset));
    return event != null && event.position().offset() == offset
        ? new StreamWalk.Next(event)
        : pages.step(offset);
  }

  private void show(List<WrittenEvent> events) {
    for (WrittenEvent event : events) {
      put(event.encoded());
      head = event.encoded().position().offset();
    }
    events.forEach(event -> followers.forEach(follower -> follower.accept(event)));
    if (!events.isEmpty()) {
      wake();
    }
  }

  private void put(EncodedEvent event) {
    ring.set(slot(event.position().offset()), event);
  }

  private int slot(long offset) {
    return (int) (offset % ring.length());
  }
}
