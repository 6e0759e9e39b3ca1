package io.github.vertxwpd.connector;

import java.util.ArrayList;
import java.util.List;

/** A listener that remembers what it was told, and on which thread. Safe on any thread. */
public final class RecordedCompletions implements CompletionListener {
  private final List<Completion> completions = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  @Override
  public synchronized void completed(Completion completion) {
    completions.add(completion);
    threads.add(Thread.currentThread());
  }

  /** Returns the completions so far, in the order of their coming. */
  public synchronized List<Completion> all() {
    return List.copyOf(completions);
  }

  /** Returns the thread that each completion came on. */
  public synchronized List<Thread> threads() {
    return List.copyOf(threads);
  }
}
