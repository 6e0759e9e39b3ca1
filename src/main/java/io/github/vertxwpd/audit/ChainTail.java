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
 * Where a chain ends, as it is found on disk.
 *
 * @param last the place of the last whole record
 * @param file the newest file; empty where there is none
 * @param size its size
 * @param torn what a crash has torn behind the last record
 */
record ChainTail(ChainPlace last, Optional<Path> file, long size, Optional<Torn> torn) {
  private static final Logger LOG = LoggerFactory.getLogger(ChainTail.class);

  /** More than is ever written at once: what a crash can have torn is in here. */
  static final int WINDOW_BYTES = LineReader.MAX_BYTES;

  /**
   * What a crash has torn.
   *
   * @param hash the hash of its bytes
   * @param bytes how many there are
   * @param ended whether there is a line feed behind them
   */
  record Torn(String hash, long bytes, boolean ended) {}

  /** What the end of one file says; the place is empty where there is no record. */
  private record End(Optional<ChainPlace> last, Optional<Torn> torn) {}

  /**
   * Finds the end of a chain.
   *
   * @throws IOException where it cannot be read, or has no record where there must be some
   */
  static ChainTail find(Path directory, String chain) throws IOException {
    List<Path> files = ChainFiles.of(directory, chain);
    if (files.isEmpty()) {
      return new ChainTail(ChainPlace.START, Optional.empty(), 0, Optional.empty());
    }
    Path newest = files.get(files.size() - 1);
    Optional<Torn> torn = Optional.empty();
    for (int i = files.size() - 1; i >= 0; i--) {
      End end = endOf(files.get(i));
      torn = torn.isPresent() ? torn : end.torn();
      if (end.last().isPresent()) {
        return new ChainTail(end.last().get(), Optional.of(newest), Files.size(newest), torn);
      }
    }
    return new ChainTail(ChainPlace.START, Optional.of(newest), Files.size(newest), torn);
  }

  /** Follows what is at the end of a file; what is broken before its last record stays broken. */
  private static End endOf(Path file) throws IOException {
    ChainCheck check = ChainCheck.fromAnywhere();
    Optional<ChainPlace> last = Optional.empty();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long start = Math.max(0, channel.size() - WINDOW_BYTES);
      LineReader lines = new LineReader(Channels.newInputStream(channel.position(start)));
      if (start > 0) {
        Optional<byte[]> unusedPart = lines.next();
      }
      for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
        check = take(check, file, line.get(), lines.isEnded());
        last = check.last().isPresent() ? check.last() : last;
      }
      if (last.isEmpty() && start > 0) {
        throw new IOException(
            file + " is damaged: see `audit verify`, and move the files of the chain away");
      }
    }
    boolean ended = check.isTornEnded();
    return new End(
        last, check.torn().map(bytes -> new Torn(Sha256.of(bytes), bytes.length, ended)));
  }

  private static ChainCheck take(ChainCheck check, Path file, byte[] line, boolean ended) {
    try {
      Optional<AuditRecord> unused =
          check.take(new ChainLine(file.getFileName().toString(), 0), line, ended);
      return check;
    } catch (BrokenChainException e) {
      LOG.error("The audit log {} is broken before its end: `audit verify` says where", file);
      return take(ChainCheck.fromAnywhere(), file, line, ended);
    }
  }
}
