package io.github.vertxwpd.cli;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;

/**
 * The gateway as a Windows service, inside the process of procrun (Apache Commons Daemon), which
 * calls {@link #start} on one thread and {@link #stop} on another. Between the two it is the
 * program of the command line: {@code run}, which an interrupt ends.
 */
public final class WindowsService {
  private static final WindowsService PROCESS =
      new WindowsService(Main::executeInThisProcess, System::exit);

  private final ToIntFunction<String[]> program;
  private final IntConsumer exit;
  private final CountDownLatch ended = new CountDownLatch(1);
  private Optional<Thread> runner = Optional.empty();
  private boolean stopping;

  /**
   * Makes a service that has not begun.
   *
   * @param program runs a command line until it ends, or until its thread is interrupted
   * @param exit ends the process with an exit code
   */
  WindowsService(ToIntFunction<String[]> program, IntConsumer exit) {
    this.program = program;
    this.exit = exit;
  }

  /**
   * Runs a command line, and returns when the service is told to stop. For procrun a start method
   * that returns earlier, or throws, is one of a service that runs; so where the program ends by
   * itself, the process ends with its exit code. That is a failure to Windows, which may restart
   * it.
   *
   * @param args the command line
   */
  public static void start(String[] args) {
    PROCESS.run(args);
  }

  /**
   * Tells the service to stop, and returns when it has.
   *
   * @param args ignored
   * @throws InterruptedException where the caller is no longer to wait for it
   */
  public static void stop(String[] args) throws InterruptedException {
    PROCESS.end();
  }

  void run(String[] args) {
    int exitCode = ExitCode.OK;
    if (begin()) {
      exitCode = program.applyAsInt(args);
    }
    if (!wasToldToStop()) {
      exit.accept(exitCode == ExitCode.OK ? ExitCode.FAILED : exitCode);
    }
  }

  void end() throws InterruptedException {
    if (interrupt()) {
      ended.await();
    }
  }

  /** Returns whether there is something to do: a stop may come first. */
  private synchronized boolean begin() {
    if (!stopping) {
      runner = Optional.of(Thread.currentThread());
    }
    return !stopping;
  }

  /** The program has ended: from here on its thread is not interrupted. */
  private synchronized boolean wasToldToStop() {
    runner = Optional.empty();
    ended.countDown();
    return stopping;
  }

  private synchronized boolean interrupt() {
    stopping = true;
    runner.ifPresent(Thread::interrupt);
    return runner.isPresent();
  }
}
