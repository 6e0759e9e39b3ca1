package io.github.vertxwpd.audit;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.AuditChain.Stamped;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The records of commands on the gateway's machine: the chain {@value #CHAIN} of a directory. Many
 * processes may write it, one after the other. It blocks the calling thread.
 */
public final class CommandLineLog {
  /** The name of the chain. */
  public static final String CHAIN = "cli";

  /** How long another command may be writing. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final long POLL_MS = 20;

  private final Path directory;
  private final Clock clock;
  private final Duration patience;

  /**
   * Makes the log of a directory, which is made where it is missing.
   *
   * @param directory where the records are
   */
  public CommandLineLog(Path directory) {
    this(directory, Clock.systemUTC(), PATIENCE);
  }

  CommandLineLog(Path directory, Clock clock, Duration patience) {
    this.directory = directory;
    this.clock = clock;
    this.patience = patience;
  }

  /**
   * Appends a record, which is on disk when this returns.
   *
   * @param entry what to record
   * @throws WpdException {@code journal-unavailable} where it cannot be written: what was to be
   *     recorded must not be done then
   */
  public void append(AuditEntry entry) {
    try (ChainLock lock = lock()) {
      Instant now = clock.instant();
      AuditChain.open(lock, AuditDisk.FILES, now, entry.caller())
          .append(List.of(new Stamped(now, entry)));
    } catch (IOException e) {
      throw refused(AuditWriter.describe(e));
    }
  }

  private ChainLock lock() throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    Optional<ChainLock> lock = ChainLock.take(directory, CHAIN);
    while (lock.isEmpty()) {
      if (System.nanoTime() - end >= 0) {
        throw refused("another command has been writing for " + patience.toSeconds() + " s");
      }
      pause();
      lock = ChainLock.take(directory, CHAIN);
    }
    return lock.get();
  }

  private void pause() {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused("the command was interrupted");
    }
  }

  private WpdException refused(String why) {
    return new WpdException(
        Problem.of(
                ProblemCode.JOURNAL_UNAVAILABLE,
                "the audit log in "
                    + directory
                    + " cannot be written: "
                    + why
                    + "; nothing was done")
            .withHint(
                "run this as the user that the gateway runs as, or set audit.enabled to false to"
                    + " work without records"));
  }
}
