package io.github.vertxwpd.stream;

import io.github.vertxwpd.file.WriteQueue;
import java.sql.SQLException;

/**
 * What an open journal holds: the directory, the writer's connection and the reader's. Opened, used
 * and closed by the journal's thread.
 */
final class OpenJournal implements AutoCloseable {
  private final JournalDirectory directory;
  private final Reserve reserve;
  private final JournalStore store;
  private final JournalReader reader;
  private final JournalListener listener;

  private OpenJournal(
      JournalDirectory directory,
      Reserve reserve,
      JournalStore store,
      JournalReader reader,
      JournalListener listener) {
    this.directory = directory;
    this.reserve = reserve;
    this.store = store;
    this.reader = reader;
    this.listener = listener;
  }

  /**
   * Opens everything, or leaves nothing open.
   *
   * @throws JournalUnavailableException where it cannot be opened, saying what to do
   * @throws SQLException where SQLite cannot open it
   */
  static OpenJournal open(JournalOptions options, JournalSchema schema) throws SQLException {
    JournalDirectory directory = JournalDirectory.hold(options.directory());
    boolean opened = false;
    try {
      NativeLibrary.load(directory.nativeLibraries());
      Reserve reserve = new Reserve(directory.reserve());
      JournalFile file = new JournalFile(directory.database(), schema, options.clock());
      OpenJournal journal = open(directory, reserve, file, options);
      opened = true;
      return journal;
    } finally {
      if (!opened) {
        directory.close();
      }
    }
  }

  /** Even to open a journal takes some space. */
  private static OpenJournal open(
      JournalDirectory directory, Reserve reserve, JournalFile file, JournalOptions options)
      throws SQLException {
    try {
      return connect(directory, reserve, file, options);
    } catch (SQLException e) {
      if (SqliteFailure.of(e) != SqliteFailure.FULL || !reserve.release()) {
        throw e;
      }
      return connect(directory, reserve, file, options);
    }
  }

  private static OpenJournal connect(
      JournalDirectory directory, Reserve reserve, JournalFile file, JournalOptions options)
      throws SQLException {
    JournalStore store = new JournalStore(file.openWriter(), options);
    try {
      JournalReader reader = new JournalReader(file.openReader());
      return new OpenJournal(directory, reserve, store, reader, options.listener());
    } catch (SQLException e) {
      store.close();
      throw e;
    }
  }

  JournalWriter writer(WriteQueue<JournalJob> queue, long probeMs) {
    return new JournalWriter(
        directory.path(),
        queue,
        store,
        reserve,
        probeMs,
        listener,
        new JournalSize(directory.database(), listener, System::nanoTime));
  }

  JournalReader reader() {
    return reader;
  }

  /** The writer closes last: it brings the write-ahead log into the database. */
  @Override
  public void close() {
    reader.close();
    store.close();
    directory.close();
  }
}
