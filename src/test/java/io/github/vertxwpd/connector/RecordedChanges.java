package io.github.vertxwpd.connector;

import java.util.ArrayList;
import java.util.List;

/** A listener that remembers how often it was told, and on which thread. Safe on any thread. */
public final class RecordedChanges implements ChangeListener {
  private final List<Thread> threads = new ArrayList<>();

  @Override
  public synchronized void changed() {
    threads.add(Thread.currentThread());
  }

  /** Returns how often it was told. */
  public synchronized int count() {
    return threads.size();
  }

  /** Returns the thread of each time. */
  public synchronized List<Thread> threads() {
    return List.copyOf(threads);
  }
}
