package io.github.vertxwpd.doctor;

import io.github.vertxwpd.AuditOptions;
import io.github.vertxwpd.DataOptions;
import io.github.vertxwpd.audit.AuditReport;
import io.github.vertxwpd.audit.ChainReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether it can be recorded who asks for what, and whether the records hold.
 *
 * @param options whether and where
 * @param data where the gateway keeps its data
 */
record AuditCheck(AuditOptions options, DataOptions data) implements Check {
  /** More is not read through here: it takes longer than a check should. */
  static final long MAX_VERIFIED_BYTES = 64L << 20;

  private static final String NAME = "audit";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() throws IOException {
    return List.of(finding());
  }

  private Finding finding() throws IOException {
    if (!options.isEnabled()) {
      return Finding.warn(
          NAME,
          "audit.enabled is false: it is not recorded who asks for what",
          "set audit.enabled to true, unless something else records it");
    }
    Path directory = options.directory(data);
    if (!DataDirectory.isUsable(directory)) {
      return Finding.error(
          NAME,
          "this user cannot write the audit log in " + directory,
          "let the gateway's user write there, or set audit.dir to another directory");
    }
    if (!Files.isDirectory(directory)) {
      return Finding.ok(NAME, "there are no records yet; the first start makes " + directory);
    }
    if (bytes(directory) > MAX_VERIFIED_BYTES) {
      return Finding.ok(
          NAME, "there is a lot in " + directory + ": `vertx-wpd audit verify` reads it through");
    }
    return verified(directory, AuditReport.of(directory, Optional.empty()));
  }

  private static Finding verified(Path directory, AuditReport report) {
    for (ChainReport chain : report.chains()) {
      if (chain.broken().isPresent()) {
        return Finding.error(
            NAME,
            "the records do not hold: " + chain.broken().get(),
            "keep a copy of "
                + directory
                + " and find out who changed it; `vertx-wpd audit verify` says more");
      }
    }
    long records = report.chains().stream().mapToLong(ChainReport::records).sum();
    return Finding.ok(
            NAME, "%s in %s, found whole".formatted(Count.of(records, "record"), directory))
        .with("records", records);
  }

  private static long bytes(Path directory) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}
