package io.github.vertxwpd.invariants;

import io.vertx.core.json.JsonObject;

/**
 * A promise that was broken.
 *
 * @param rule which one
 * @param entry the number of the entry in the history that shows it
 * @param detail what is wrong
 */
record Violation(String rule, long entry, String detail) {
  JsonObject toJson() {
    return new JsonObject().put("rule", rule).put("entry", entry).put("detail", detail);
  }
}
