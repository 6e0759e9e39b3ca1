package io.github.vertxwpd.stream;

/**
 * Told how a journal does, so that it can be measured. Called on the journal's thread; must return
 * at once and throw nothing.
 */
public interface JournalListener {
  /** Measures nothing. */
  JournalListener NONE = new JournalListener() {};

  /**
   * A transaction is on disk.
   *
   * @param nanos how long that took, with the sync, in nanoseconds
   */
  default void committed(long nanos) {}

  /**
   * Told at most once a second.
   *
   * @param bytes the size of the journal's files, in bytes
   * @param freeBytes what is free on their disk, in bytes
   */
  default void measured(long bytes, long freeBytes) {}
}
