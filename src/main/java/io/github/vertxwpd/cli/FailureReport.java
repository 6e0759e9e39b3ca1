package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.NearestName;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Set;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong, in a line that says what to do, and finds the exit code. */
final class FailureReport implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Console console;

  FailureReport(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    if (Arrays.asList(args).contains("--json")) {
      console.setJson(true);
    }
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String message = e.getMessage() + suggestion(e) + " (try `" + command + " --help`)";
    console.failed(message, Problem.of(ProblemCode.VALIDATION_FAILED, message).toJson());
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof CommandFailure failure) {
      console.failed(failure.getMessage(), failure.problem());
      return failure.exitCode();
    }
    if (e instanceof ConfigurationException invalid) {
      console.failed(invalid.getMessage(), invalid.problem().toJson());
      return ExitCode.USAGE;
    }
    LoggerFactory.getLogger(FailureReport.class).error("The command failed unexpectedly", e);
    String message = "an internal error, which the log shows; please report it";
    console.failed(message, Problem.of(ProblemCode.INTERNAL_ERROR, message).toJson());
    return ExitCode.FAILED;
  }

  private static String suggestion(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return "";
    }
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    Set<String> known =
        unmatched.isUnknownOption() ? spec.optionsMap().keySet() : spec.subcommands().keySet();
    return NearestName.find(unmatched.getUnmatched().get(0), known)
        .map(near -> "; did you mean " + near + "?")
        .orElseGet(() -> similar(unmatched));
  }

  /** What begins alike is near too, such as {@code dev}. */
  private static String similar(UnmatchedArgumentException e) {
    StringWriter text = new StringWriter();
    boolean found = UnmatchedArgumentException.printSuggestions(e, new PrintWriter(text, true));
    return found ? "; " + text.toString().strip().replaceAll("\\R\\s*", " ") : "";
  }
}
