package io.github.vertxwpd.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A unit of systemd.
 *
 * @param comments its comments, without the signs
 * @param settings what is set, by its name with its section, such as {@code Service.User}; some are
 *     set several times
 */
record UnitFile(List<String> comments, Map<String, List<String>> settings) {
  private static final Pattern SECTION = Pattern.compile("\\[(Unit|Service|Install)]");
  private static final Pattern SETTING = Pattern.compile("([A-Z][A-Za-z]+)=(.*)");

  /** Reads a file; a line that is none of a unit is an error. */
  static UnitFile read(Path file) throws IOException {
    UnitFile unit = new UnitFile(new ArrayList<>(), new LinkedHashMap<>());
    String section = "";
    for (String line : Files.readAllLines(file)) {
      Matcher start = SECTION.matcher(line);
      Matcher setting = SETTING.matcher(line);
      if (line.startsWith("#")) {
        unit.comments.add(line.substring(1).strip());
      } else if (start.matches()) {
        section = start.group(1) + ".";
      } else if (setting.matches() && !section.isEmpty()) {
        unit.settings
            .computeIfAbsent(section + setting.group(1), name -> new ArrayList<>())
            .add(setting.group(2));
      } else if (!line.isEmpty()) {
        throw new IllegalArgumentException("this is no line of a unit: " + line);
      }
    }
    return unit;
  }

  /** Returns what is set once. */
  String get(String name) {
    List<String> values = settings.getOrDefault(name, List.of());
    if (values.size() != 1) {
      throw new IllegalArgumentException(name + " is set " + values.size() + " times");
    }
    return values.get(0);
  }

  /** Returns the words of the command line; none of them is quoted. */
  List<String> command() {
    return List.of(get("Service.ExecStart").split(" ", -1));
  }
}
