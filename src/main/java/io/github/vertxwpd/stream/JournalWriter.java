package io.github.vertxwpd.stream;

import io.github.vertxwpd.file.WriteQueue;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what waits, group by group: one transaction, and so one sync, for all of a group. Runs on
 * the journal's thread.
 *
 * <p>On a full disk the reserve is given up and the group tried once more. Until the reserve stands
 * again there is trouble, although writes succeed: what runs can end, and nothing new is to begin.
 */
final class JournalWriter {
  private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

  private final Path directory;
  private final WriteQueue<JournalJob> queue;
  private final JournalStore store;
  private final Reserve reserve;
  private final long probeMs;
  private final JournalListener listener;
  private final JournalSize size;
  private volatile Optional<String> trouble = Optional.empty();
  private final AtomicLong groups = new AtomicLong();
  private final BusyTime busy = new BusyTime(System::nanoTime);

  /**
   * Makes a writer.
   *
   * @param probeMs how often it is tried whether the trouble is over while nobody writes, in
   *     milliseconds
   * @param listener told how long each transaction takes
   * @param size looks how large the journal is
   */
  JournalWriter(
      Path directory,
      WriteQueue<JournalJob> queue,
      JournalStore store,
      Reserve reserve,
      long probeMs,
      JournalListener listener,
      JournalSize size) {
    this.directory = directory;
    this.queue = queue;
    this.store = store;
    this.reserve = reserve;
    this.probeMs = probeMs;
    this.listener = listener;
    this.size = size;
  }

  /** Returns why nothing new is to be written, as the last write found it. */
  Optional<String> trouble() {
    return trouble;
  }

  /** Returns how many transactions have been committed for writes. */
  long groups() {
    return groups.get();
  }

  /** Returns for how long it has been at the same group or task; for ever once it broke. */
  Duration busyFor() {
    return busy.elapsed();
  }

  /** Removes what is too old, and takes the reserve. Before {@link #run()}. */
  void prepare() {
    try {
      store.pruneAll();
      writable();
    } catch (SQLException e) {
      unwritable(e);
    }
  }

  /** Works until the queue is closed and everything in it is done; nobody is left waiting. */
  void run() {
    try {
      while (!queue.isDone()) {
        List<JournalJob> jobs = queue.next(probeMs);
        busy.begin();
        work(jobs);
        size.look();
        busy.end();
      }
    } catch (RuntimeException | Error e) {
      String why = "the journal in " + directory + " broke (" + e + "): restart the gateway";
      LOG.error("Nothing can be written any more: {}", why, e);
      trouble = Optional.of(why);
      queue.abandon().forEach(job -> job.done().fail(new JournalUnavailableException(why, e)));
    }
  }

  private void work(List<JournalJob> jobs) {
    if (jobs.isEmpty()) {
      probe();
    } else if (jobs.get(0) instanceof JournalJob.Task task) {
      run(task);
    } else {
      write(jobs.stream().map(JournalJob.Write.class::cast).toList());
    }
  }

  private void probe() {
    if (trouble.isEmpty()) {
      return;
    }
    try {
      store.probe();
      writable();
    } catch (SQLException e) {
      LOG.debug("The journal still cannot be written", e);
    }
  }

  private void run(JournalJob.Task task) {
    try {
      store.run(task.action());
      task.done().succeed(null);
    } catch (SQLException | RuntimeException | Error e) {
      task.done().fail(e);
    }
  }

  private void write(List<JournalJob.Write> group) {
    try {
      commit(group);
    } catch (SQLException | RuntimeException | Error e) {
      if (e instanceof SQLException failure && SqliteFailure.of(failure) != SqliteFailure.REFUSED) {
        String why = unwritable(failure);
        group.forEach(write -> write.done().fail(new JournalUnavailableException(why, e)));
      } else {
        refuse(group, e);
      }
      return;
    }
    groups.incrementAndGet();
    writable();
    group.forEach(write -> write.done().succeed(null));
  }

  private void commit(List<JournalJob.Write> group) throws SQLException {
    try {
      commitTimed(group);
    } catch (SQLException e) {
      if (SqliteFailure.of(e) != SqliteFailure.FULL || !reserve.release()) {
        throw e;
      }
      store.emptyLog();
      commitTimed(group);
    }
  }

  private void commitTimed(List<JournalJob.Write> group) throws SQLException {
    long begun = System.nanoTime();
    store.commit(group);
    listener.committed(System.nanoTime() - begun);
  }

  /**
   * One write of the group is not fit to be stored, and nothing of the group is: the others must
   * not suffer for it.
   */
  private void refuse(List<JournalJob.Write> group, Throwable cause) {
    if (group.size() > 1) {
      group.forEach(write -> write(List.of(write)));
      return;
    }
    LOG.error("The journal does not take a write: {}", group.get(0).entries(), cause);
    group
        .get(0)
        .done()
        .fail(
            new JournalUnavailableException(
                "the journal does not take this: " + cause.getMessage(), cause));
  }

  private void writable() {
    Optional<String> now =
        reserve.isThere() || reserve.restore()
            ? Optional.empty()
            : Optional.of("the disk with " + directory + " is full: free some space");
    if (now.isEmpty() && trouble.isPresent()) {
      LOG.info("The journal in {} can be written again", directory);
    } else if (now.isPresent() && trouble.isEmpty()) {
      LOG.warn("The journal writes on its last {} bytes: {}", Reserve.BYTES, now.get());
    }
    if (now.isPresent()) {
      // A commit takes much more space in the log than in the database: the reserve lasts longer.
      store.emptyLog();
    }
    trouble = now;
  }

  private String unwritable(SQLException e) {
    String why =
        SqliteFailure.of(e) == SqliteFailure.FULL
            ? "the disk with " + directory + " is full: free some space"
            : "the journal in " + directory + " cannot be written: " + e.getMessage();
    if (trouble.isEmpty()) {
      LOG.error("Nothing can be written: {}", why, e);
    }
    trouble = Optional.of(why);
    return why;
  }
}
