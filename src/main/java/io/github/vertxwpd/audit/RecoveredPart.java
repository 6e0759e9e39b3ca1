package io.github.vertxwpd.audit;

import io.vertx.core.json.JsonObject;

/**
 * What a crash tore, and a record tells of.
 *
 * @param file the name of the file with that record
 * @param line the number of the record's line
 * @param bytes how many bytes were torn
 */
public record RecoveredPart(String file, long line, long bytes) {
  /** The detail of {@code audit.recovered} with the SHA-256 of the torn bytes. */
  static final String TORN = "torn";

  /** The detail with their number. */
  static final String TORN_BYTES = "tornBytes";

  JsonObject toJson() {
    return new JsonObject().put("file", file).put("line", line).put("bytes", bytes);
  }
}
