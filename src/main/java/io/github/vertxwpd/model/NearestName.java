package io.github.vertxwpd.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody who made a typing mistake probably meant. */
public final class NearestName {
  private static final int MAX_SHOWN = 64;

  private NearestName() {}

  /**
   * Says that a name is not known, and which known one is near.
   *
   * @param kind what the name should be a name of
   * @param name what was written
   * @param known the names there are
   */
  public static String unknown(String kind, String name, Collection<String> known) {
    String sentence = "unknown " + kind + " \"" + shortened(name) + "\"";
    if (known.isEmpty()) {
      return sentence + "; none is known";
    }
    return find(name, known)
        .map(near -> sentence + "; did you mean \"" + near + "\"?")
        .orElseGet(
            () -> sentence + "; known are " + String.join(", ", known.stream().sorted().toList()));
  }

  /**
   * Finds the known name with the fewest single-character edits, at most a third of its length and
   * 2 for short ones.
   *
   * @param name what was written
   * @param known the names there are
   */
  public static Optional<String> find(String name, Collection<String> known) {
    String lower = name.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(k -> isNear(lower, k.toLowerCase(Locale.ROOT)))
        .min(Comparator.comparingInt(k -> distance(lower, k.toLowerCase(Locale.ROOT))));
  }

  /** The lengths alone tell most apart, however long the name is. */
  private static boolean isNear(String name, String known) {
    int limit = Math.max(2, known.length() / 3);
    return Math.abs(name.length() - known.length()) <= limit && distance(name, known) <= limit;
  }

  private static String shortened(String name) {
    return name.length() <= MAX_SHOWN ? name : name.substring(0, MAX_SHOWN) + "…";
  }

  /** The Levenshtein distance, one row at a time. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, 1 + Math.min(row[j - 1], diagonal));
      }
    }
    return row[b.length()];
  }
}
