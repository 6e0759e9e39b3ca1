package io.github.vertxwpd.security;

import io.github.vertxwpd.JwtOptions;
import io.github.vertxwpd.file.FileSource;
import io.github.vertxwpd.file.ReadFailures;
import io.github.vertxwpd.file.SmallFile;
import io.github.vertxwpd.file.UnusableFileException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.Optional;

/** An issuer's keys in a file, which is read again when it changes. */
final class KeyFile implements KeySource {
  private final JwtOptions options;
  private final Path path;
  private final FileSource<KeySet> file;
  private Vertx vertx;

  KeyFile(JwtOptions options, ReadFailures failures) {
    this.options = options;
    this.path = SmallFile.named(failures.key(), options.getJwks());
    this.file = new FileSource<>(new Format(), failures);
  }

  private final class Format implements FileSource.Format<KeySet> {
    @Override
    public Buffer read() throws UnusableFileException {
      return SmallFile.read(path, KeyAddress.MAX_BYTES, "put the issuer's keys there");
    }

    @Override
    public KeySet parse(Buffer content) throws UnusableFileException {
      try {
        return KeySet.parse(vertx, options, content);
      } catch (IllegalArgumentException e) {
        throw new UnusableFileException(
            "the file " + path + " " + e.getMessage() + "; get it from the issuer", e);
      }
    }

    @Override
    public void changed(Optional<KeySet> before, KeySet now) {
      now.log(path.toString());
    }
  }

  @Override
  public Future<Void> open(Vertx opening) {
    vertx = opening;
    return file.open(opening);
  }

  @Override
  public Future<Void> poll() {
    return file.poll();
  }

  @Override
  public Optional<KeySet> keys() {
    return file.current();
  }

  /** It is read every second. */
  @Override
  public Future<Void> refresh() {
    return Future.succeededFuture();
  }
}
