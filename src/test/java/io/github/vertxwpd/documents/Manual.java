package io.github.vertxwpd.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The chapters of the manual, as they are written: what they include, refer to and name. */
final class Manual {
  static final Path DIRECTORY = Path.of("src/main/asciidoc");

  private static final Pattern INCLUDE = Pattern.compile("(?m)^include::([^\\[]+)\\[([^\\]]*)\\]");
  private static final Pattern TAG = Pattern.compile("tag=([a-z-]+)");
  private static final Pattern ANCHOR = Pattern.compile("(?m)^\\[\\[([a-z0-9-]+)\\]\\]$");
  private static final Pattern REFERENCE = Pattern.compile("<<([a-z0-9-]+)(?:,[^>]*)?>>");
  private static final Pattern ATTRIBUTE = Pattern.compile("(?m)^:([a-z]+): (\\S+)$");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private Manual() {}

  /**
   * A file that a chapter includes, or a part of it.
   *
   * @param tag which part; empty for all of it
   */
  record Include(Path file, String tag) {}

  /** Returns the chapters' texts by their files' names. */
  static Map<String, String> chapters() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      Map<String, String> chapters = new LinkedHashMap<>();
      files
          .filter(file -> file.toString().endsWith(".adoc"))
          .sorted()
          .forEach(file -> chapters.put(file.getFileName().toString(), read(file)));
      return chapters;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String chapter(String name) {
    return read(DIRECTORY.resolve(name + ".adoc"));
  }

  /** Returns the text of a section, from its anchor to the next one. */
  static String section(String chapter, String anchor) {
    String text = chapter(chapter);
    int start = text.indexOf("[[" + anchor + "]]");
    int end = text.indexOf("\n[[", start + 1);
    return text.substring(start, end < 0 ? text.length() : end);
  }

  static List<Include> includes() {
    Map<String, String> attributes = new HashMap<>();
    ATTRIBUTE
        .matcher(chapter("index"))
        .results()
        .forEach(found -> attributes.put(found.group(1), found.group(2)));
    return chapters().values().stream()
        .flatMap(text -> INCLUDE.matcher(text).results())
        .map(include -> include(include, attributes))
        .toList();
  }

  private static Include include(MatchResult found, Map<String, String> attributes) {
    String path = found.group(1);
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      path = path.replace("{" + attribute.getKey() + "}", attribute.getValue());
    }
    String tag =
        TAG.matcher(found.group(2)).results().map(match -> match.group(1)).findFirst().orElse("");
    return new Include(DIRECTORY.resolve(path).normalize(), tag);
  }

  /** Returns the places that can be referred to, as often as each is there. */
  static List<String> anchors() {
    return found(ANCHOR);
  }

  static List<String> references() {
    return found(REFERENCE);
  }

  /** Returns everything that the chapters have in code type, such as a key or a member. */
  static Set<String> words() {
    Set<String> words = new TreeSet<>();
    chapters().values().forEach(text -> words.addAll(words(text)));
    return words;
  }

  static Set<String> words(String text) {
    Set<String> words = new TreeSet<>();
    CODE.matcher(text).results().forEach(code -> words.add(code.group(1)));
    return words;
  }

  private static List<String> found(Pattern pattern) {
    return chapters().values().stream()
        .flatMap(text -> pattern.matcher(text).results())
        .map(match -> match.group(1))
        .toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
