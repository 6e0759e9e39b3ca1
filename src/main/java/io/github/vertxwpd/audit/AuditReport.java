package io.github.vertxwpd.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was found in a directory of records.
 *
 * @param chains a report for each chain, by name
 * @param expectedFound whether one of the chains has the hash that was expected; true where none
 *     was
 */
public record AuditReport(List<ChainReport> chains, boolean expectedFound) {
  public AuditReport {
    chains = List.copyOf(chains);
  }

  /**
   * Reads all chains of a directory, from beginning to end. Their writers may go on meanwhile.
   *
   * @param directory the directory
   * @param expected a hash that one of the chains must have, with or without {@code sha256:}
   * @throws IOException where a file cannot be read
   */
  public static AuditReport of(Path directory, Optional<String> expected) throws IOException {
    Optional<String> hash = expected.map(AuditReport::whole);
    List<ChainReport> chains = new ArrayList<>();
    boolean found = hash.isEmpty();
    for (Map.Entry<String, List<Path>> chain : ChainFiles.in(directory).entrySet()) {
      ChainReading reading = new ChainReading(chain.getKey(), chain.getValue(), hash);
      chains.add(reading.read());
      found = found || reading.hasExpected();
    }
    return new AuditReport(chains, found);
  }

  /** Returns whether there is a chain, all hold, and the hash that was expected was found. */
  public boolean holds() {
    return !chains.isEmpty()
        && expectedFound
        && chains.stream().allMatch(chain -> chain.broken().isEmpty());
  }

  private static String whole(String hash) {
    String lower = hash.strip().toLowerCase(Locale.ROOT);
    return lower.startsWith(Sha256.PREFIX) ? lower : Sha256.PREFIX + lower;
  }
}
