package io.github.vertxwpd.doctor;

import io.github.vertxwpd.model.Timestamps;
import io.github.vertxwpd.stream.JournalInspection;
import io.github.vertxwpd.stream.JournalUnavailableException;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether the journal can be read and is whole. A gateway that uses it is not disturbed.
 *
 * @param directory the data directory
 */
record JournalCheck(Path directory) implements Check {
  private static final String NAME = "journal";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() {
    try {
      return List.of(finding(JournalInspection.of(directory)));
    } catch (JournalUnavailableException e) {
      return List.of(
          Finding.error(
              NAME,
              e.getMessage(),
              "without a journal no gateway starts: see what the message says"));
    }
  }

  private Finding finding(JournalInspection found) {
    if (found instanceof JournalInspection.Legible journal) {
      return legible(journal);
    }
    if (found instanceof JournalInspection.Damaged damaged) {
      return Finding.error(
          NAME,
          "%s is damaged: %s".formatted(damaged.file(), damaged.why()),
          "restore data.dir from a copy where there is one; else the next start keeps the file as"
              + " gateway.db.corrupt-... and begins a new journal, and subscribers start again");
    }
    if (found instanceof JournalInspection.Unmerged unmerged) {
      return Finding.warn(
          NAME,
          unmerged.file() + " has a write-ahead log that no gateway has brought in",
          "start the gateway, which brings it in, then run doctor again");
    }
    return Finding.ok(NAME, "there is none in " + directory + "; the first start makes it");
  }

  private static Finding legible(JournalInspection.Legible journal) {
    StringBuilder message = new StringBuilder();
    message
        .append(journal.inUse() ? "in use by a running gateway" : "not in use")
        .append(", epoch ")
        .append(journal.epoch())
        .append(", ")
        .append(Count.of(journal.events(), "event"))
        .append(", ")
        .append(Math.max(1, journal.bytes() >> 10))
        .append(" KiB");
    journal
        .newest()
        .ifPresent(time -> message.append(", the newest of ").append(Timestamps.format(time)));
    message.append(journal.whole() ? ", found whole" : ", too large to be read through");
    return Finding.ok(NAME, message.toString())
        .with("epoch", journal.epoch())
        .with("events", journal.events())
        .with("head", journal.head())
        .with("bytes", journal.bytes())
        .with("inUse", journal.inUse());
  }
}
