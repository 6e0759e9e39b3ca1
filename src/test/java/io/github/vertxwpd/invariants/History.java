package io.github.vertxwpd.invariants;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;

/**
 * What happened in a run, a JSON object a line, in the order in which the driver saw it. For any
 * thread.
 */
final class History implements AutoCloseable {
  private final Path file;
  private final BufferedWriter writer;
  private final long startNanos = System.nanoTime();
  private long entries;

  History(Path file) throws IOException {
    this.file = file;
    Files.createDirectories(file.toAbsolutePath().getParent());
    this.writer = Files.newBufferedWriter(file);
  }

  Path file() {
    return file;
  }

  synchronized void record(Entry entry) {
    long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    try {
      writer.write(new Stamped(++entries, ms, entry).toJson().encode());
      writer.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    writer.close();
  }

  /** Reads a history as often as it is iterated over; a file is closed at its end. */
  static Iterable<Stamped> read(Path file) {
    return () -> {
      try {
        return new Lines(Files.newBufferedReader(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private static final class Lines implements Iterator<Stamped> {
    private final BufferedReader reader;
    private String line;

    Lines(BufferedReader reader) throws IOException {
      this.reader = reader;
      this.line = reader.readLine();
    }

    @Override
    public boolean hasNext() {
      return line != null;
    }

    @Override
    public Stamped next() {
      if (line == null) {
        throw new NoSuchElementException();
      }
      try {
        Stamped stamped = Stamped.fromJson(new JsonObject(line));
        line = reader.readLine();
        if (line == null) {
          reader.close();
        }
        return stamped;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
