package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A command did not do what it was asked to. Its message is one line that says what to do. */
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** What to do where the gateway does not know who asks. */
  static final String TOKEN_HINT = "give a token with --token or WPD_TOKEN";

  private final int exitCode;
  private final transient JsonObject problem;

  private CommandFailure(int exitCode, String message, JsonObject problem) {
    super(message);
    this.exitCode = exitCode;
    this.problem = problem;
  }

  /**
   * Makes a failure that the command found out itself.
   *
   * @param exitCode one of {@link ExitCode}
   * @param code the contract's code that comes nearest
   * @param message what happened, and what to do about it
   */
  CommandFailure(int exitCode, ProblemCode code, String message) {
    this(exitCode, message, Problem.of(code, message).toJson());
  }

  /** Makes the failure of a gateway that cannot be reached. */
  static CommandFailure unreachable(String message) {
    return new CommandFailure(ExitCode.UNREACHABLE, ProblemCode.GATEWAY_UNREACHABLE, message);
  }

  /** Makes the failure of a request of which nobody knows whether it was carried out. */
  static CommandFailure outcomeUnknown(String message) {
    return new CommandFailure(ExitCode.OUTCOME_UNKNOWN, ProblemCode.OUTCOME_UNKNOWN, message);
  }

  /** Makes the failure that a gateway answered with. */
  static CommandFailure refused(JsonObject problem) {
    return new CommandFailure(exitCodeOf(problem), describe(problem), problem);
  }

  /** Returns what the process ends with. */
  int exitCode() {
    return exitCode;
  }

  /** Returns the contract's problem object, as the gateway sent it where one did. */
  JsonObject problem() {
    return problem;
  }

  /** Returns this failure with another sentence at the end of its message. */
  CommandFailure withHint(String hint) {
    JsonObject hinted = problem.containsKey("hint") ? problem : problem.copy().put("hint", hint);
    return new CommandFailure(exitCode, getMessage() + "; " + hint, hinted);
  }

  /** A code that this version does not know is an ordinary failure. */
  static int exitCodeOf(JsonObject problem) {
    return switch (problem.getString("code", "")) {
      case "outcome-unknown", "timed-out" -> ExitCode.OUTCOME_UNKNOWN;
      case "gateway-unreachable" -> ExitCode.UNREACHABLE;
      default -> ExitCode.FAILED;
    };
  }

  /** Puts a problem into one line. */
  static String describe(JsonObject problem) {
    StringBuilder line = new StringBuilder(problem.getString("code"));
    line.append(": ").append(problem.getString("detail", problem.getString("title", "")));
    JsonArray errors = problem.getJsonArray("errors", new JsonArray());
    if (errors.size() > 1) {
      errors.forEach(e -> line.append("; ").append(((JsonObject) e).getString("detail")));
    }
    if (problem.containsKey("hint")) {
      line.append("; ").append(problem.getString("hint"));
    }
    return PlainText.of(line.toString());
  }
}
