package io.github.vertxwpd.audit;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Follows a chain line by line: each record must be whole and follow the one before. What a crash
 * may have torn is remembered until the next record, which must be the {@code audit.recovered} that
 * tells of it.
 */
final class ChainCheck {
  /** A line that is not the record that should be there. */
  private static final class Torn {
    private final ChainLine place;
    private final String why;
    private final boolean hole;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean ended;

    Torn(ChainLine place, String why, byte[] line, boolean ended) {
      this.place = place;
      this.why = why;
      this.hole = hasHole(line);
      this.ended = ended;
      bytes.writeBytes(line);
    }

    boolean mayGoOn(byte[] line) {
      return hole && bytes.size() + line.length < LineReader.MAX_BYTES;
    }

    void add(byte[] line, boolean lineEnded) {
      bytes.write('\n');
      bytes.writeBytes(line);
      ended = lineEnded;
    }

    private static boolean hasHole(byte[] line) {
      for (byte b : line) {
        if (b == 0) {
          return true;
        }
      }
      return false;
    }
  }

  private Optional<ChainPlace> last;
  private Optional<Torn> torn = Optional.empty();

  private ChainCheck(Optional<ChainPlace> last) {
    this.last = last;
  }

  /** Follows a chain from its first record on. */
  static ChainCheck fromStart() {
    return new ChainCheck(Optional.of(ChainPlace.START));
  }

  /** Follows a chain from whatever record comes first. */
  static ChainCheck fromAnywhere() {
    return new ChainCheck(Optional.empty());
  }

  /** Returns the place of the last record; empty where there was none to begin with. */
  Optional<ChainPlace> last() {
    return last;
  }

  /**
   * Returns the bytes that a crash may have torn behind the last record; none where it ended well.
   */
  Optional<byte[]> torn() {
    return torn.map(part -> part.bytes.toByteArray());
  }

  /**
   * Takes the next line.
   *
   * @param place where it stands
   * @param line the line without its line feed
   * @param ended whether it has one
   * @return the record, where it is one that follows the last
   * @throws BrokenChainException where the chain is broken, here or at the line before
   */
  Optional<AuditRecord> take(ChainLine place, byte[] line, boolean ended)
      throws BrokenChainException {
    AuditRecord record;
    try {
      record = fitting(line, ended);
    } catch (InvalidRecordException e) {
      notARecord(place, e.getMessage(), line, ended);
      return Optional.empty();
    }
    boolean recovered = record.is(AuditAction.AUDIT_RECOVERED);
    if (torn.isEmpty() && recovered && last.isPresent()) {
      throw new BrokenChainException(place, "tells of a torn line, and none is before it");
    }
    if (torn.isPresent() && !(recovered && tellsOf(record, torn.get()))) {
      throw broken(torn.get());
    }
    torn = Optional.empty();
    last = Optional.of(record.place());
    return Optional.of(record);
  }

  /**
   * The chain is over. A last line without a line feed is being written, or was when its writer was
   * killed.
   *
   * @throws BrokenChainException where it does not end with a record, and not so either
   */
  void end() throws BrokenChainException {
    if (torn.isPresent() && torn.get().hole) {
      throw new BrokenChainException(
          torn.get().place,
          "has zero bytes, as after a power cut: then the next start of the gateway records it");
    }
    if (torn.isPresent() && torn.get().ended) {
      throw broken(torn.get());
    }
  }

  /** Returns the record in a line, where it is the one that should be there. */
  private AuditRecord fitting(byte[] line, boolean ended) throws InvalidRecordException {
    if (!ended) {
      throw new InvalidRecordException("is torn: it has no end");
    }
    AuditRecord record = AuditRecord.read(line);
    if (last.isEmpty()) {
      return record;
    }
    ChainPlace before = last.get();
    long seq = record.place().seq();
    if (seq > before.seq() + 1) {
      throw new InvalidRecordException(missing(before.seq() + 1, seq - 1));
    }
    if (seq <= before.seq()) {
      throw new InvalidRecordException(
          "is record "
              + seq
              + ", which comes again or too late: the one before is "
              + before.seq());
    }
    if (!record.prev().equals(before.hash())) {
      throw new InvalidRecordException(
          "does not follow the record before: that one was replaced, or this one");
    }
    return record;
  }

  private static String missing(long first, long end) {
    return first == end
        ? "record " + first + " is missing before it"
        : "records " + first + " to " + end + " are missing before it";
  }

  private void notARecord(ChainLine place, String why, byte[] line, boolean ended)
      throws BrokenChainException {
    if (torn.isEmpty()) {
      torn = Optional.of(new Torn(place, why, line, ended));
    } else if (torn.get().mayGoOn(line)) {
      torn.get().add(line, ended);
    } else {
      throw broken(torn.get());
    }
  }

  private static boolean tellsOf(AuditRecord recovered, Torn part) {
    return Sha256.of(part.bytes.toByteArray())
        .equals(recovered.json().getValue(RecoveredPart.TORN));
  }

  private static BrokenChainException broken(Torn part) {
    return new BrokenChainException(part.place, part.why);
  }
}
