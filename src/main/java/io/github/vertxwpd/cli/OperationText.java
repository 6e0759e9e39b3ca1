package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** Says in a sentence how an operation stands, and what the process ends with for it. */
final class OperationText {
  private OperationText() {}

  /** Describes an operation. */
  static String of(JsonObject operation) {
    String device = operation.getString("device");
    String verb = operation.getString("verb");
    String held = operation.getBoolean("hold", false) ? "; held until a connect" : "";
    if (!"ended".equals(operation.getString("state"))) {
      String joined = operation.getBoolean("duplicate", false) ? " (already under way)" : "";
      return PlainText.of(
          device
              + ": "
              + verb
              + " queued as operation "
              + operation.getString("operation")
              + joined
              + held);
    }
    return PlainText.of(device + ": " + end(verb, operation) + held);
  }

  /** Describes what a request would have led to. */
  static String dryRun(JsonObject operation) {
    String verb = operation.getString("verb");
    String what =
        operation.getBoolean("dryRun", false)
            ? verb + " would be accepted; nothing was done"
            : verb
                + " is under way already as operation "
                + operation.getString("operation")
                + ", and would be joined; nothing was done";
    return PlainText.of(operation.getString("device") + ": " + what);
  }

  /** Describes an operation whose cancellation was asked for, and that has not ended yet. */
  static String cancelling(JsonObject operation) {
    return PlainText.of(
        operation.getString("device")
            + ": cancellation of the "
            + operation.getString("verb")
            + " is asked for; operation "
            + operation.getString("operation")
            + " is "
            + operation.getString("state"));
  }

  /**
   * Describes an end.
   *
   * @param verb what was asked
   * @param end an ended operation, or the data of its completion event
   */
  static String end(String verb, JsonObject end) {
    String outcome = end.getString("outcome", "ended");
    StringBuilder text = new StringBuilder(verb + " " + outcome);
    text.append(" in ").append(Progress.seconds(Duration.ofMillis(end.getLong("durationMs", 0L))));
    JsonObject problem = end.getJsonObject("problem");
    if (problem != null) {
      return text.append("; ").append(CommandFailure.describe(problem)).toString();
    }
    if (Boolean.FALSE.equals(end.getBoolean("changed"))) {
      return text.append(" (it was ").append(end.getString("after")).append(" already)").toString();
    }
    return text.append(" (")
        .append(end.getString("before"))
        .append(" -> ")
        .append(end.getString("after"))
        .append(Boolean.TRUE.equals(end.getBoolean("verified")) ? ", verified)" : ", not verified)")
        .toString();
  }

  /** Returns what the process ends with; an operation that has not ended is queued, as asked. */
  static int exitCode(JsonObject operation) {
    return switch (operation.getString("outcome", "succeeded")) {
      case "succeeded" -> ExitCode.OK;
      case "timed-out", "lost" -> ExitCode.OUTCOME_UNKNOWN;
      default -> ExitCode.FAILED;
    };
  }
}
