package io.github.vertxwpd.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a chain from beginning to end, once. */
final class ChainReading {
  private final String chain;
  private final List<Path> files;
  private final Optional<String> expected;
  private final ChainCheck check = ChainCheck.fromStart();
  private final List<RecoveredPart> recovered = new ArrayList<>();
  private Optional<Instant> first = Optional.empty();
  private Optional<Instant> last = Optional.empty();
  private boolean expectedFound;

  /**
   * Prepares to read.
   *
   * @param files the chain's files, in its order
   * @param expected the hash to look for
   */
  ChainReading(String chain, List<Path> files, Optional<String> expected) {
    this.chain = chain;
    this.files = files;
    this.expected = expected;
  }

  /** Returns whether the hash to look for was found. */
  boolean hasExpected() {
    return expectedFound;
  }

  ChainReport read() throws IOException {
    try {
      for (Path file : files) {
        read(file);
      }
      check.end();
      return report(Optional.empty());
    } catch (BrokenChainException e) {
      ChainLine place = e.place();
      return report(Optional.of(new ChainReport.Break(place.file(), place.line(), e.getMessage())));
    }
  }

  private void read(Path file) throws IOException, BrokenChainException {
    try (LineReader lines = new LineReader(Files.newInputStream(file))) {
      long number = 0;
      for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
        ChainLine place = new ChainLine(file.getFileName().toString(), ++number);
        Optional<AuditRecord> record = check.take(place, line.get(), lines.isEnded());
        record.ifPresent(next -> note(place, next));
      }
    }
  }

  private void note(ChainLine place, AuditRecord record) {
    first = first.or(() -> Optional.of(record.time()));
    last = Optional.of(record.time());
    expectedFound = expectedFound || expected.filter(record.place().hash()::equals).isPresent();
    if (record.is(AuditAction.AUDIT_RECOVERED)) {
      long bytes = record.json().getLong(RecoveredPart.TORN_BYTES, 0L);
      recovered.add(new RecoveredPart(place.file(), place.line(), bytes));
    }
  }

  private ChainReport report(Optional<ChainReport.Break> broken) {
    ChainPlace end = check.last().orElse(ChainPlace.START);
    long unfinished = broken.isEmpty() ? check.torn().map(bytes -> bytes.length).orElse(0) : 0;
    return new ChainReport(
        chain, files.size(), end.seq(), first, last, end.hash(), recovered, unfinished, broken);
  }
}
