package io.github.vertxwpd.invariants;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The operations that the gateway told of and whose end the follower has not got, so that it can be
 * asked how they ended. For any thread.
 */
final class MissedEnds {
  private final Set<String> ended = new HashSet<>();
  private final Set<String> open = new LinkedHashSet<>();
  private final Set<String> missed = new LinkedHashSet<>();

  /** Takes note of an operation that was accepted. */
  synchronized void told(String operation) {
    if (!ended.contains(operation)) {
      open.add(operation);
    }
  }

  /** Takes note of an end, whoever told of it. */
  synchronized void ended(String operation) {
    ended.add(operation);
    open.remove(operation);
    missed.remove(operation);
  }

  /** The follower starts anew from a snapshot: what does not run in it may have ended unseen. */
  synchronized void startAnew(Set<String> running) {
    running.forEach(this::told);
    missed.addAll(open);
    missed.removeAll(running);
  }

  /** Returns those that may have ended unseen, once each. */
  synchronized List<String> drain() {
    List<String> drained = List.copyOf(missed);
    missed.clear();
    return drained;
  }

  /** Returns all whose end nobody has told of. */
  synchronized List<String> open() {
    return new ArrayList<>(open);
  }
}
