package io.github.vertxwpd.documents;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The references in a document. */
final class References {
  private References() {}

  /**
   * Finds references to nothing.
   *
   * @param base the directory that other files are referred to from
   */
  static List<String> broken(String base, JsonObject document) {
    return all(document).stream().filter(one -> !leadsSomewhere(base, document, one)).toList();
  }

  /** Returns all references. */
  static List<String> all(Object json) {
    List<String> found = new ArrayList<>();
    collect(json, found);
    return found;
  }

  private static void collect(Object json, List<String> found) {
    if (json instanceof JsonObject object) {
      if (object.getValue("$ref") instanceof String reference) {
        found.add(reference);
      }
      object.forEach(member -> collect(member.getValue(), found));
    } else if (json instanceof JsonArray array) {
      array.forEach(item -> collect(item, found));
    }
  }

  private static boolean leadsSomewhere(String base, JsonObject document, String reference) {
    try {
      String[] parts = reference.split("#", 2);
      boolean isHere = parts[0].isEmpty();
      boolean isElsewhere = reference.equals("https://json-schema.org/draft/2020-12/schema");
      if (!isElsewhere) {
        JsonObject file = isHere ? document : Documents.schema(base + parts[0]);
        Documents.at(file, "#" + (parts.length == 1 ? "" : parts[1]));
      }
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
