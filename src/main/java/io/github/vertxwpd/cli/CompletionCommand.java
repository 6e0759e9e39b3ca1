package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.WireName;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}. */
@Command(
    name = "completion",
    description = {
      "Print a script by which a shell completes commands, options and their values.",
      "In ~/.bashrc or ~/.zshrc: source <(vertx-wpd completion bash)"
    })
final class CompletionCommand implements Callable<Integer> {
  /** The name becomes part of a script that a shell runs. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "<shell>",
      converter = ShellConverter.class,
      completionCandidates = ShellConverter.class,
      description = "bash or zsh.")
  private Shell shell;

  @Option(
      names = "--name",
      paramLabel = "<name>",
      description = "What the program is called, such as an alias; default: vertx-wpd.")
  private String name = "vertx-wpd";

  /** A shell that takes the script. */
  enum Shell implements WireName {
    /** GNU bash. */
    BASH("bash"),
    /** Z shell, which the same script makes compatible with bash. */
    ZSH("zsh");

    private final String wireName;

    Shell(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  /** Reads a shell. */
  static final class ShellConverter extends NamedConverter<Shell> {
    ShellConverter() {
      super(Shell.class, "shell");
    }
  }

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!NAME.matcher(name).matches()) {
      throw new ParameterException(
          spec.commandLine(),
          "--name takes the name of a command, of letters, digits, '.', '_' and '-'");
    }
    String script = AutoComplete.bash(name, spec.root().commandLine());
    console.result(script, new JsonObject().put("shell", shell.wireName()).put("script", script));
    return ExitCode.OK;
  }
}
