package io.github.vertxwpd.cli;

import io.github.vertxwpd.file.UnusableFileException;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.security.TokenFile;

/** The file of the tokens that a configuration names. */
final class ConfiguredTokens {
  private ConfiguredTokens() {}

  /** Returns the file's name as the configuration has it. */
  static String name(Configuration configuration) throws CommandFailure {
    String name = configuration.options().getSecurity().getTokens();
    if (name.isEmpty()) {
      throw usage(
          "security.tokens is not set: set it, in "
              + ConfigurationFile.DEFAULT
              + " or with --set security.tokens=conf/tokens.json, to the file that the tokens"
              + " are kept in");
    }
    return name;
  }

  static TokenFile file(Configuration configuration) throws CommandFailure {
    try {
      return new TokenFile(name(configuration));
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  /** Makes the failure of a file that cannot be used. */
  static CommandFailure unusable(UnusableFileException e) {
    return new CommandFailure(
        ExitCode.FAILED, ProblemCode.INTERNAL_ERROR, "security.tokens: " + e.getMessage());
  }

  private static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, ProblemCode.VALIDATION_FAILED, message);
  }
}
