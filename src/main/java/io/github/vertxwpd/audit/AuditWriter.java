package io.github.vertxwpd.audit;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.AuditChain.Stamped;
import io.github.vertxwpd.file.WriteQueue;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Timestamps;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what waits, group by group: one write and one sync for all of a group. Runs on the log's
 * thread.
 *
 * <p>What cannot be written fails at once, and so does what comes after it. The disk is tried again
 * once in a while, with what comes or by itself, and what can be written first is then a record of
 * the outage.
 */
final class AuditWriter {
  private static final Logger LOG = LoggerFactory.getLogger(AuditWriter.class);

  /** A time in which nothing could be recorded. */
  private static final class Outage {
    private final Instant since;
    private final String why;

    /** How much of what had to be decided could not be recorded. */
    private long refused;

    private long triedNanos;

    Outage(Instant since, String why) {
      this.since = since;
      this.why = why;
    }
  }

  private final Path directory;
  private final AuditChain chain;
  private final WriteQueue<AuditCall> queue;
  private final Clock clock;
  private final long retryMs;
  private Optional<Outage> outage = Optional.empty();
  private volatile Optional<String> trouble = Optional.empty();

  /**
   * Makes a writer.
   *
   * @param directory what to name where nothing can be written
   * @param retryMs how long the disk is left alone after a failure, in milliseconds
   */
  AuditWriter(
      Path directory, AuditChain chain, WriteQueue<AuditCall> queue, Clock clock, long retryMs) {
    this.directory = directory;
    this.chain = chain;
    this.queue = queue;
    this.clock = clock;
    this.retryMs = retryMs;
  }

  /** Returns why nothing can be recorded, as the last attempt found it. For any thread. */
  Optional<String> trouble() {
    return trouble;
  }

  /** Works until the queue is closed and everything in it is done; nobody is left waiting. */
  void run() {
    while (!queue.isDone()) {
      List<AuditCall> group = queue.next(retryMs);
      if (outage.isPresent() && !mayTry(outage.get())) {
        refuse(group, outage.get());
      } else if (outage.isPresent() || !group.isEmpty()) {
        write(group);
      }
    }
  }

  private boolean mayTry(Outage current) {
    return System.nanoTime() - current.triedNanos >= TimeUnit.MILLISECONDS.toNanos(retryMs);
  }

  private void write(List<AuditCall> group) {
    List<Stamped> records = new ArrayList<>();
    outage.ifPresent(over -> records.add(resumed(over)));
    group.forEach(waiting -> records.addAll(waiting.records()));
    try {
      chain.append(records);
    } catch (IOException | RuntimeException | Error e) {
      refuse(group, unwritable(e));
      return;
    }
    outage.ifPresent(over -> LOG.info("The audit log in {} can be written again", directory));
    outage = Optional.empty();
    trouble = Optional.empty();
    group.forEach(waiting -> waiting.done().complete(null));
  }

  private Stamped resumed(Outage over) {
    JsonObject details =
        new JsonObject()
            .put("since", Timestamps.format(over.since))
            .put("why", over.why)
            .put("refused", over.refused);
    return new Stamped(
        clock.instant(), AuditEntry.happened(AuditAction.AUDIT_RESUMED, Caller.GATEWAY, details));
  }

  private Outage unwritable(Throwable cause) {
    String why = describe(cause);
    if (outage.isEmpty()) {
      LOG.error(
          "The audit log in {} cannot be written, so that commands are refused: {}",
          directory,
          why,
          cause);
    }
    Outage current = outage.orElseGet(() -> new Outage(clock.instant(), why));
    current.triedNanos = System.nanoTime();
    outage = Optional.of(current);
    trouble = Optional.of(why);
    return current;
  }

  private void refuse(List<AuditCall> group, Outage current) {
    for (AuditCall waiting : group) {
      current.refused +=
          waiting.records().stream().filter(one -> one.entry().decision().isPresent()).count();
      waiting.done().completeExceptionally(problem(trouble.orElse(current.why)));
    }
  }

  /**
   * Makes the problem of what cannot be recorded.
   *
   * @param why why not
   */
  WpdException problem(String why) {
    return new WpdException(
        Problem.of(
                ProblemCode.JOURNAL_UNAVAILABLE,
                "the audit log in "
                    + directory
                    + " cannot be written ("
                    + why
                    + "), so that no command is carried out; nothing was done, and devices,"
                    + " operations and events are still shown")
            .withHint("make it possible to write there; no restart is needed"));
  }

  /** The messages of some exceptions are a file name and nothing else. */
  static String describe(Throwable cause) {
    if (cause instanceof NoSuchFileException gone) {
      return gone.getFile() + " is gone";
    }
    if (cause instanceof AccessDeniedException denied) {
      return "this user may not write to " + denied.getFile();
    }
    if (cause instanceof FileAlreadyExistsException there) {
      return there.getFile() + " is no directory";
    }
    return cause instanceof IOException ? cause.getMessage() : cause.toString();
  }
}
