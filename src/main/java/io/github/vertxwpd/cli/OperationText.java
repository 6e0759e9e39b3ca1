package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** Says in a sentence how an operation stands, and what the process ends with for it. */
final class OperationText {
  private OperationText() {}

  /** Describes an operation. */
  static StyledLine of(JsonObject operation) {
    StyledLine line = new StyledLine().add(operation.getString("device") + ": ");
    String verb = operation.getString("verb");
    if ("ended".equals(operation.getString("state"))) {
      line.add(end(verb, operation));
    } else {
      line.add(verb + " ")
          .add("queued", Tone.BUSY)
          .add(" as operation " + operation.getString("operation"))
          .add(operation.getBoolean("duplicate", false) ? " (already under way)" : "");
    }
    return line.add(operation.getBoolean("hold", false) ? "; held until a connect" : "");
  }

  /** Describes what a request would have led to. */
  static StyledLine dryRun(JsonObject operation) {
    String verb = operation.getString("verb");
    String what =
        operation.getBoolean("dryRun", false)
            ? verb + " would be accepted; nothing was done"
            : verb
                + " is under way already as operation "
                + operation.getString("operation")
                + ", and would be joined; nothing was done";
    return new StyledLine().add(operation.getString("device") + ": " + what);
  }

  /** Describes an operation whose cancellation was asked for, and that has not ended yet. */
  static StyledLine cancelling(JsonObject operation) {
    String state = operation.getString("state");
    return new StyledLine()
        .add(operation.getString("device") + ": cancellation of the ")
        .add(operation.getString("verb") + " is asked for; operation ")
        .add(operation.getString("operation") + " is ")
        .add(state, Tone.ofOperation(state));
  }

  /**
   * Describes an end.
   *
   * @param verb what was asked
   * @param end an ended operation, or the data of its completion event
   */
  static StyledLine end(String verb, JsonObject end) {
    String outcome = end.getString("outcome", "ended");
    StyledLine line =
        new StyledLine()
            .add(verb + " ")
            .add(outcome, Tone.ofOperation(outcome))
            .add(" in " + Progress.seconds(Duration.ofMillis(end.getLong("durationMs", 0L))));
    JsonObject problem = end.getJsonObject("problem");
    if (problem != null) {
      return line.add("; " + CommandFailure.describe(problem));
    }
    if (Boolean.FALSE.equals(end.getBoolean("changed"))) {
      return line.add(" (it was ").add(link(end.getString("after"))).add(" already)");
    }
    return line.add(" (")
        .add(link(end.getString("before")))
        .add(" -> ")
        .add(link(end.getString("after")))
        .add(Boolean.TRUE.equals(end.getBoolean("verified")) ? ", verified)" : ", not verified)");
  }

  /** Names the state of a link. */
  static StyledLine link(String link) {
    return new StyledLine().add(link, Tone.ofLink(link));
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
