package io.github.vertxwpd.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Takes bytes apart at the line feeds, and tells whether the last line has one. */
final class LineReader implements AutoCloseable {
  /** The longest line that is read; what is longer is cut in pieces, none of which is a record. */
  static final int MAX_BYTES = 16 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[64 << 10];
  private int from;
  private int to;
  private boolean ended;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** Returns the next line without its line feed; empty at the end. */
  Optional<byte[]> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ended = false;
    while (line.size() < MAX_BYTES && (from < to || fill())) {
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, from, end - from);
      ended = end < to;
      from = ended ? end + 1 : end;
      if (ended) {
        return Optional.of(line.toByteArray());
      }
    }
    return line.size() == 0 ? Optional.empty() : Optional.of(line.toByteArray());
  }

  /** Returns whether the line that was read last had a line feed. */
  boolean isEnded() {
    return ended;
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, in.read(buffer));
    return to > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
