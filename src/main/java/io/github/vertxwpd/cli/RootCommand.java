package io.github.vertxwpd.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program without a command: its help, and the options that every command has. */
@Command(
    name = "vertx-wpd",
    versionProvider = CommandVersion.class,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    description =
        "Connects and disconnects MTP devices over Bluetooth through Windows Portable Devices.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:refused, or it did not succeed",
      "2:the command line or the configuration is not valid",
      "3:the outcome is not known; ask again with the same --request-id",
      "4:no gateway can be reached"
    })
final class RootCommand implements Runnable {
  private final Console console;

  @Spec private CommandLine.Model.CommandSpec spec;

  RootCommand(Console console) {
    this.console = console;
  }

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print JSON, one object a line; a failure is a problem object (RFC 9457).")
  void setJson(boolean value) {
    console.setJson(value);
  }

  @Option(
      names = "--color",
      paramLabel = "<when>",
      scope = ScopeType.INHERIT,
      converter = ColorChoice.Converter.class,
      completionCandidates = ColorChoice.Converter.class,
      description =
          "Colours on standard output: auto (on a terminal, unless NO_COLOR is set), always or"
              + " never.")
  void setColor(ColorChoice choice) {
    console.setColor(choice);
    spec.root().commandLine().setColorScheme(Main.scheme(console));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
