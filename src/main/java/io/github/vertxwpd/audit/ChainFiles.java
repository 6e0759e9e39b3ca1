package io.github.vertxwpd.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of the files of chains: they are in the chain's order. */
final class ChainFiles {
  private static final Pattern NAME = Pattern.compile("([a-z]+)-[0-9]{8}\\.ndjson");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

  private ChainFiles() {}

  /** Returns the name of the file for what is recorded at a time. */
  static String name(String chain, Instant time) {
    return chain + "-" + DAY.format(time) + ".ndjson";
  }

  /** Returns the files of a chain, in its order. */
  static List<Path> of(Path directory, String chain) throws IOException {
    return in(directory).getOrDefault(chain, List.of());
  }

  /** Returns the files of all chains in a directory, each in its order. */
  static SortedMap<String, List<Path>> in(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted()
          .collect(Collectors.groupingBy(ChainFiles::chain, TreeMap::new, Collectors.toList()));
    }
  }

  private static String chain(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() ? name.group(1) : "";
  }
}
