package io.github.vertxwpd.file;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * A file that is read again when its content changes. It is small, so that it is read whole and
 * compared: its time, size and inode can stay the same where somebody edits it.
 *
 * @param <T> what its content means
 */
public final class FileSource<T> implements Source {
  private final Format<T> format;
  private final ReadFailures failures;
  private Vertx vertx;
  private Optional<Buffer> seen = Optional.empty();
  private boolean reading;
  private volatile Optional<T> current = Optional.empty();

  /** What a file's content means, and where it goes. */
  public interface Format<T> {
    /** Reads the file. Blocks; called on a worker. */
    Buffer read() throws UnusableFileException;

    /**
     * Understands the content. Called on a worker.
     *
     * @throws UnusableFileException where it means nothing
     */
    T parse(Buffer content) throws UnusableFileException;

    /** Takes what was read instead of {@code before}, on the event loop. */
    void changed(Optional<T> before, T now);
  }

  /**
   * Makes the source.
   *
   * @param format reads and understands the file
   * @param failures is told where that fails
   */
  public FileSource(Format<T> format, ReadFailures failures) {
    this.format = format;
    this.failures = failures;
  }

  /** Returns the last content that could be understood; empty before it was opened. */
  public Optional<T> current() {
    return current;
  }

  @Override
  public Future<Void> open(Vertx opening) {
    vertx = opening;
    return read()
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof UnusableFileException
                        ? new IllegalArgumentException(
                            failures.key() + ": " + cause.getMessage(), cause)
                        : cause));
  }

  @Override
  public Future<Void> poll() {
    if (reading) {
      return Future.succeededFuture();
    }
    return read()
        .recover(
            cause -> {
              failures.failed(cause.getMessage(), "what was read last is used");
              return Future.succeededFuture();
            });
  }

  /**
   * Returns this source for somebody who knows its content already: that it cannot be read, or
   * means nothing, when it is opened, is then no reason not to open it.
   */
  public Source knownBefore() {
    return new Source() {
      @Override
      public Future<Void> open(Vertx opening) {
        vertx = opening;
        return poll();
      }

      @Override
      public Future<Void> poll() {
        return FileSource.this.poll();
      }
    };
  }

  private Future<Void> read() {
    reading = true;
    return vertx
        .executeBlocking(format::read, false)
        .onFailure(cause -> seen = Optional.empty())
        .compose(this::understandIfChanged)
        .onComplete(done -> reading = false);
  }

  /** What could not be understood is not tried again before it changes. */
  private Future<Void> understandIfChanged(Buffer bytes) {
    if (seen.filter(bytes::equals).isPresent()) {
      return Future.succeededFuture();
    }
    seen = Optional.of(bytes);
    return vertx
        .executeBlocking(() -> format.parse(bytes), false)
        .map(
            content -> {
              take(content);
              return null;
            });
  }

  private void take(T content) {
    Optional<T> before = current;
    current = Optional.of(content);
    failures.succeeded();
    format.changed(before, content);
  }
}
