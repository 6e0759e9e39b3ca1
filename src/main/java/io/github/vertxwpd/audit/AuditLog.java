package io.github.vertxwpd.audit;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.AuditChain.Stamped;
import io.github.vertxwpd.file.WriteQueue;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The records of a running gateway: the chain {@value #CHAIN} of a directory, which this is the
 * only writer of.
 *
 * <p>It has a thread of its own, {@code wpd-audit}; the callers' threads never come near the disk.
 */
public final class AuditLog implements AuditTrail {
  /** The name of the chain. */
  public static final String CHAIN = "gateway";

  /** How long a disk that does not answer may hold up a close, in milliseconds. */
  private static final long CLOSE_LIMIT_MS = 5_000;

  /** How long the disk is left alone after a failure, in milliseconds. */
  private static final long RETRY_MS = 1_000;

  private final WriteQueue<AuditCall> queue;
  private final AuditWriter writer;
  private final Clock clock;
  private final Optional<String> recordedEvent;
  private final CompletableFuture<Void> closed;

  private AuditLog(
      WriteQueue<AuditCall> queue,
      AuditWriter writer,
      Clock clock,
      Optional<String> recordedEvent,
      CompletableFuture<Void> closed) {
    this.queue = queue;
    this.writer = writer;
    this.clock = clock;
    this.recordedEvent = recordedEvent;
    this.closed = closed;
  }

  /**
   * Opens the log; makes the directory where it is missing.
   *
   * @param directory where the records are
   * @return the log; fails with {@link WpdException} {@code journal-unavailable}, which says what
   *     to configure, where the directory cannot be written or another gateway writes there
   */
  public static Future<AuditLog> open(Path directory) {
    return open(directory, Clock.systemUTC(), AuditDisk.FILES, RETRY_MS);
  }

  /** Opens a log with another clock or disk, or one that is tried again sooner or later. */
  static Future<AuditLog> open(Path directory, Clock clock, AuditDisk disk, long retryMs) {
    CompletableFuture<AuditLog> opened = new CompletableFuture<>();
    Thread thread =
        new Thread(() -> openAndWrite(directory, clock, disk, retryMs, opened), "wpd-audit");
    thread.setDaemon(true);
    thread.start();
    return onCallersContext(opened);
  }

  private static void openAndWrite(
      Path directory,
      Clock clock,
      AuditDisk disk,
      long retryMs,
      CompletableFuture<AuditLog> opened) {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    try (ChainLock lock = ChainLock.take(directory, CHAIN).orElseThrow(() -> inUse(directory))) {
      AuditChain chain = AuditChain.open(lock, disk, clock.instant(), Caller.GATEWAY);
      WriteQueue<AuditCall> queue = AuditCall.queue();
      AuditWriter writer = new AuditWriter(directory, chain, queue, clock, retryMs);
      opened.complete(new AuditLog(queue, writer, clock, NewestEvent.in(directory, CHAIN), closed));
      writer.run();
    } catch (WpdException e) {
      opened.completeExceptionally(e);
    } catch (IOException | RuntimeException | Error e) {
      opened.completeExceptionally(unusable(directory, AuditWriter.describe(e)));
    } finally {
      closed.complete(null);
    }
  }

  @Override
  public Future<Void> append(AuditEntry entry) {
    return append(List.of(entry));
  }

  @Override
  public Future<Void> append(List<AuditEntry> entries) {
    if (entries.isEmpty()) {
      return Future.succeededFuture();
    }
    Instant now = clock.instant();
    CompletableFuture<Void> done = new CompletableFuture<>();
    List<Stamped> records = entries.stream().map(entry -> new Stamped(now, entry)).toList();
    switch (queue.add(new AuditCall(records, done))) {
      case ACCEPTED -> {}
      case CLOSED -> done.completeExceptionally(writer.problem("it is closed"));
      case FULL -> done.completeExceptionally(writer.problem("the disk does not keep up"));
    }
    return onCallersContext(done);
  }

  @Override
  public Optional<String> trouble() {
    return writer.trouble();
  }

  @Override
  public Optional<String> recordedEvent() {
    return recordedEvent;
  }

  /**
   * Writes what waits, then closes.
   *
   * @return completes when it is closed, or when the disk has not answered for 5 seconds
   */
  public Future<Void> close() {
    queue.close();
    return onCallersContext(
        closed.copy().completeOnTimeout(null, CLOSE_LIMIT_MS, TimeUnit.MILLISECONDS));
  }

  private static <T> Future<T> onCallersContext(CompletableFuture<T> result) {
    Context context = Vertx.currentContext();
    return context == null
        ? Future.fromCompletionStage(result)
        : Future.fromCompletionStage(result, context);
  }

  private static WpdException inUse(Path directory) {
    return unusable(directory, "another gateway writes there");
  }

  private static WpdException unusable(Path directory, String why) {
    return new WpdException(
        Problem.of(
                ProblemCode.JOURNAL_UNAVAILABLE,
                "the audit log in " + directory + " cannot be opened: " + why)
            .withHint(
                "set audit.dir, or data.dir, to a directory that this user may write to, or"
                    + " audit.enabled to false to run without records"));
  }
}
