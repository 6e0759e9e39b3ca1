package io.github.vertxwpd.windows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the stand-in server saw of its client.
 *
 * @param lines its log
 */
record StandInLog(List<String> lines) {
  private static final Pattern FIELD = Pattern.compile("([a-z-]+)=(\\S+)");

  static StandInLog read(Path file) throws IOException {
    return new StandInLog(Files.readAllLines(file));
  }

  /** Returns the rules that the client broke. */
  List<String> violations() {
    return containing("VIOLATION");
  }

  /** Returns the lines with a text in them. */
  List<String> containing(String text) {
    return lines.stream().filter(line -> line.contains(text)).toList();
  }

  /** Returns the requests to connect or disconnect, each with its {@code callback}. */
  List<Map<String, String>> requests() {
    return containing(" request verb=").stream().map(StandInLog::fields).toList();
  }

  /** Returns the calls of {@code OnComplete}. */
  List<Map<String, String>> completions() {
    return containing(" OnComplete ").stream().map(StandInLog::fields).toList();
  }

  /** Returns the counters at the process's end; empty where it did not end by itself. */
  Map<String, String> summary() {
    String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    return last.contains(" SUMMARY ") ? fields(last) : Map.of();
  }

  private static Map<String, String> fields(String line) {
    Map<String, String> fields = new HashMap<>();
    Matcher matcher = FIELD.matcher(line);
    while (matcher.find()) {
      fields.put(matcher.group(1), matcher.group(2));
    }
    return fields;
  }
}
