package io.github.vertxwpd.stream;

import io.github.vertxwpd.file.WriteQueue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in a SQLite database, in the data directory's {@code gateway.db}.
 *
 * <p>It has two threads of its own, {@code wpd-journal} for what is written and {@code
 * wpd-journal-reader} for what is read; the callers' threads, and their interrupts, never come near
 * the database. Its methods are for any thread.
 */
public final class SqliteJournal implements Journal {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteJournal.class);

  /** How long a disk that does not answer may hold up a close, in milliseconds. */
  private static final long CLOSE_LIMIT_MS = 5_000;

  /** How often a journal in trouble is tried while nobody writes, in milliseconds. */
  private static final long PROBE_MS = 1_000;

  private final Vertx vertx;
  private final WriteQueue<JournalJob> queue;
  private volatile Optional<JournalContents> contents;
  private final JournalWriter writer;
  private final JournalReader reader;
  private final CompletableFuture<Void> closed;
  private final ExecutorService readerThread =
      Executors.newSingleThreadExecutor(work -> daemon(work, "wpd-journal-reader"));

  private SqliteJournal(
      Vertx vertx,
      WriteQueue<JournalJob> queue,
      JournalContents contents,
      JournalWriter writer,
      JournalReader reader,
      CompletableFuture<Void> closed) {
    this.vertx = vertx;
    this.queue = queue;
    this.contents = Optional.of(contents);
    this.writer = writer;
    this.reader = reader;
    this.closed = closed;
  }

  /**
   * Opens the journal of a data directory; makes both where they are missing. A damaged journal is
   * renamed, and a new one with a new epoch begins.
   *
   * @param vertx whose contexts the futures complete on
   * @param options where, and how much to remember
   * @return the journal; fails with {@link JournalUnavailableException} where the directory cannot
   *     be written, another gateway uses it, or a newer version of the program has written it
   */
  public static Future<Journal> open(Vertx vertx, JournalOptions options) {
    return open(vertx, options, JournalSchema.current(), PROBE_MS).map(journal -> journal);
  }

  /** Opens a journal of another schema, or one that is tried more often or less. */
  static Future<SqliteJournal> open(
      Vertx vertx, JournalOptions options, JournalSchema schema, long probeMs) {
    CallerPromise<SqliteJournal> opened = new CallerPromise<>(vertx);
    daemon(() -> openAndWrite(vertx, options, schema, probeMs, opened), "wpd-journal").start();
    return opened.future();
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private static void openAndWrite(
      Vertx vertx,
      JournalOptions options,
      JournalSchema schema,
      long probeMs,
      CallerPromise<SqliteJournal> opened) {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    try (OpenJournal files = OpenJournal.open(options, schema)) {
      WriteQueue<JournalJob> queue = JournalJob.queue();
      JournalWriter writer = files.writer(queue, probeMs);
      writer.prepare();
      // No name for the contents here: this method does not end before the journal is closed.
      SqliteJournal journal =
          new SqliteJournal(
              vertx,
              queue,
              files.reader().contents(options.loadCount()),
              writer,
              files.reader(),
              closed);
      opened.succeed(journal);
      writer.run();
      journal.stopReading();
    } catch (JournalUnavailableException e) {
      opened.fail(e);
    } catch (SQLException | RuntimeException | Error e) {
      opened.fail(
          new JournalUnavailableException(
              "the journal in " + options.directory() + " cannot be opened: " + e.getMessage(), e));
    } finally {
      closed.complete(null);
    }
  }

  @Override
  public JournalContents contents() {
    return contents.orElseThrow(
        () -> new IllegalStateException("what the journal held at the start was forgotten"));
  }

  @Override
  public void forgetContents() {
    contents = Optional.empty();
  }

  @Override
  public Future<Void> write(List<JournalEntry> entries) {
    CallerPromise<Void> done = new CallerPromise<>(vertx);
    submit(new JournalJob.Write(List.copyOf(entries), done));
    return done.future();
  }

  /** Runs something on the journal's thread, between two transactions. */
  Future<Void> run(JournalJob.Action action) {
    CallerPromise<Void> done = new CallerPromise<>(vertx);
    submit(new JournalJob.Task(action, done));
    return done.future();
  }

  private void submit(JournalJob job) {
    switch (queue.add(job)) {
      case ACCEPTED -> {}
      case CLOSED -> job.done().fail(closed());
      case FULL ->
          job.done()
              .fail(
                  new JournalUnavailableException(
                      "the disk does not keep up: "
                          + JournalJob.MAX_WAITING
                          + " writes wait for it"));
    }
  }

  @Override
  public Future<List<JournalEntry.Event>> events(long afterOffset, int limit) {
    CallerPromise<List<JournalEntry.Event>> found = new CallerPromise<>(vertx);
    try {
      readerThread.execute(
          () -> {
            try {
              found.succeed(reader.events(afterOffset, limit));
            } catch (SQLException | RuntimeException | Error e) {
              found.fail(
                  new JournalUnavailableException(
                      "the journal cannot be read: " + e.getMessage(), e));
            }
          });
    } catch (RejectedExecutionException e) {
      found.fail(closed());
    }
    return found.future();
  }

  private static JournalUnavailableException closed() {
    return new JournalUnavailableException("the journal is closed");
  }

  @Override
  public Optional<String> trouble() {
    return writer.trouble();
  }

  @Override
  public Duration busyFor() {
    return writer.busyFor();
  }

  /** Returns how many transactions have been committed for writes. */
  long groups() {
    return writer.groups();
  }

  /**
   * Writes what waits, then closes.
   *
   * @return completes when it is closed; fails with {@link JournalUnavailableException} where the
   *     disk does not answer within 5 seconds
   */
  @Override
  public Future<Void> close() {
    queue.close();
    return Future.fromCompletionStage(
            closed.copy().orTimeout(CLOSE_LIMIT_MS, TimeUnit.MILLISECONDS),
            vertx.getOrCreateContext())
        .recover(
            late ->
                Future.failedFuture(
                    new JournalUnavailableException(
                        "the journal did not close within " + CLOSE_LIMIT_MS + " ms", late)));
  }

  /** A reader that does not come to an end does not hold up the writer's close. */
  private void stopReading() {
    readerThread.shutdown();
    try {
      if (!readerThread.awaitTermination(CLOSE_LIMIT_MS / 2, TimeUnit.MILLISECONDS)) {
        LOG.warn("A reader of the journal did not end");
      }
    } catch (InterruptedException e) {
      LOG.debug("Nobody has a reason to interrupt this thread", e);
    }
  }
}
