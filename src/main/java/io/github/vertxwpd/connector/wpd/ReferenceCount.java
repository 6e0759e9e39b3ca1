package io.github.vertxwpd.connector.wpd;

/**
 * Who still refers to a request's callback object: Windows, by {@code AddRef} and {@code Release},
 * and we ourselves, by one reference.
 *
 * <p>Ours is kept until the request was given up <em>and</em> Windows can be seen to be done with
 * it: it completed the request, or it gave back the references that it had kept for it. That
 * Windows keeps one while a request is pending is a rule of COM that the interface's own
 * documentation does not repeat; an object that it did not count and has not completed stays.
 */
final class ReferenceCount {
  private int count = 1;
  private boolean ours = true;
  private boolean givenUp;
  private boolean completed;
  private boolean countedByWindows;

  synchronized int add() {
    return ++count;
  }

  /** Takes one of Windows' references away. Returns how many are left, ours included. */
  synchronized int remove() {
    if (count > (ours ? 1 : 0)) {
      count--;
    }
    dropOursWhereDone();
    return count;
  }

  /** Notes that the native call returned success, and whether Windows kept a reference. */
  synchronized void queued() {
    countedByWindows = count > 1;
  }

  synchronized void complete() {
    completed = true;
    dropOursWhereDone();
  }

  /** Notes that the caller lost interest. */
  synchronized void giveUp() {
    givenUp = true;
    dropOursWhereDone();
  }

  private void dropOursWhereDone() {
    boolean windowsIsDone = completed || (countedByWindows && count == 1);
    if (ours && givenUp && windowsIsDone) {
      ours = false;
      count--;
    }
  }

  synchronized boolean isZero() {
    return count == 0;
  }
}
