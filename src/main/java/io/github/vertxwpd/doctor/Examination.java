package io.github.vertxwpd.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes checks one after the other, so that none disturbs what another measures. One that does not
 * end in time is left behind on its thread, which is a daemon.
 */
public final class Examination {
  private static final Logger LOG = LoggerFactory.getLogger(Examination.class);
  private static final long TICK_MS = 100;

  /** Told how it goes on, on the thread that examines. */
  public interface Listener {
    /** A check is still being made; called several times a second. */
    void waiting(Check check);

    /** Something was found. */
    void found(Finding finding);
  }

  private final Listener listener;
  private final LongSupplier nanoTime;

  /**
   * Makes an examination.
   *
   * @param listener told how it goes on
   */
  public Examination(Listener listener) {
    this(listener, System::nanoTime);
  }

  Examination(Listener listener, LongSupplier nanoTime) {
    this.listener = listener;
    this.nanoTime = nanoTime;
  }

  /**
   * Makes checks. Blocks; no check makes it fail.
   *
   * @throws InterruptedException where the calling thread is interrupted
   */
  public Report of(List<Check> checks) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (Check check : checks) {
      for (Finding finding : make(check)) {
        findings.add(finding);
        listener.found(finding);
      }
    }
    return new Report(findings);
  }

  private List<Finding> make(Check check) throws InterruptedException {
    FutureTask<List<Finding>> task = new FutureTask<>(check::run);
    Thread thread = new Thread(task, "doctor-" + check.name());
    thread.setDaemon(true);
    thread.start();
    try {
      return await(task, check);
    } catch (TimeoutException e) {
      thread.interrupt();
      return List.of(
          Finding.error(
              check.name(), "no answer in " + seconds(check.limit()), check.fixWithoutAnswer()));
    } catch (ExecutionException e) {
      LOG.debug("The check {} failed", check.name(), e.getCause());
      return List.of(
          Finding.error(
              check.name(),
              "the check itself failed: " + e.getCause(),
              "please report it, with what `doctor --json` prints"));
    }
  }

  private List<Finding> await(FutureTask<List<Finding>> task, Check check)
      throws InterruptedException, ExecutionException, TimeoutException {
    long end = nanoTime.getAsLong() + check.limit().toNanos();
    while (true) {
      try {
        return task.get(TICK_MS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        listener.waiting(check);
        if (nanoTime.getAsLong() - end >= 0) {
          throw e;
        }
      }
    }
  }

  private static String seconds(Duration limit) {
    return limit.toSeconds() + " s";
  }
}
