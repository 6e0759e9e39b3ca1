package io.github.vertxwpd.audit;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a chain ends, as it is found on disk. A record that lacks its line feed alone is whole.
 *
 * @param last the place of the last whole record
 * @param file the newest file; empty where there is none
 * @param size its size
 * @param ended whether a line feed is at its end
 * @param torn what a crash has torn behind the last record
 */
record ChainTail(
    ChainPlace last, Optional<Path> file, long size, boolean ended, Optional<Torn> torn) {
  private static final Logger LOG = LoggerFactory.getLogger(ChainTail.class);

  /** More than is ever written at once: what a crash can have torn is in here. */
  static final int WINDOW_BYTES = LineReader.MAX_BYTES;

  /**
   * What a crash has torn.
   *
   * @param hash the hash of its bytes
   * @param bytes how many there are
   */
  record Torn(String hash, long bytes) {}

  /** What the end of one file says; the place is empty where there is no record. */
  private record End(Optional<ChainPlace> last, boolean ended, Optional<Torn> torn) {}

  /**
   * Finds the end of a chain.
   *
   * @throws IOException where it cannot be read, or has no record where there must be some
   */
  static ChainTail find(Path directory, String chain) throws IOException {
    List<Path> files = ChainFiles.of(directory, chain);
    if (files.isEmpty()) {
      return new ChainTail(ChainPlace.START, Optional.empty(), 0, true, Optional.empty());
    }
    Path newest = files.get(files.size() - 1);
    End end = endOf(newest);
    Optional<ChainPlace> last = end.last();
    Optional<Torn> torn = end.torn();
    for (int i = files.size() - 2; i >= 0 && last.isEmpty(); i--) {
      End before = endOf(files.get(i));
      last = before.last();
      torn = torn.isPresent() ? torn : before.torn();
    }
    return new ChainTail(
        last.orElse(ChainPlace.START), Optional.of(newest), Files.size(newest), end.ended(), torn);
  }

  /** Follows what is at the end of a file; what is broken before its last record stays broken. */
  private static End endOf(Path file) throws IOException {
    ChainCheck check = ChainCheck.fromAnywhere();
    Optional<ChainPlace> last = Optional.empty();
    boolean ended = true;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long start = Math.max(0, channel.size() - WINDOW_BYTES);
      LineReader lines = new LineReader(Channels.newInputStream(channel.position(start)));
      if (start > 0) {
        Optional<byte[]> unusedPart = lines.next();
      }
      for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
        check = take(check, file, line.get());
        ended = lines.isEnded();
        last = check.last().isPresent() ? check.last() : last;
      }
      if (last.isEmpty() && start > 0) {
        throw new IOException(
            file + " is damaged: see `audit verify`, and move the files of the chain away");
      }
    }
    return new End(
        last, ended, check.torn().map(bytes -> new Torn(Sha256.of(bytes), bytes.length)));
  }

  private static ChainCheck take(ChainCheck check, Path file, byte[] line) {
    try {
      Optional<AuditRecord> unused =
          check.take(new ChainLine(file.getFileName().toString(), 0), line, true);
      return check;
    } catch (BrokenChainException e) {
      LOG.error("The audit log {} is broken before its end: `audit verify` says where", file);
      return take(ChainCheck.fromAnywhere(), file, line);
    }
  }
}
