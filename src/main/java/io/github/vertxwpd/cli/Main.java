package io.github.vertxwpd.cli;

import io.github.vertxwpd.web.websocket.EarlyBytes;
import io.netty.bootstrap.ChannelInitializerExtension;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;

/** The program. */
public final class Main {
  private static final String LOGBACK = "logback.configurationFile";
  private static final String VERTX_LOGGING = "vertx.logger-delegate-factory-class-name";

  private Main() {}

  /**
   * Runs one command and ends the process with its exit code: 0 ok, 1 failed, 2 usage, 3 outcome
   * unknown, 4 unreachable.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(executeInThisProcess(args));
  }

  /**
   * Runs one command on the calling thread with the streams, the environment and the logging of
   * this process, as {@link #execute(String[], PrintWriter, PrintWriter, Map)} does.
   */
  static int executeInThisProcess(String[] args) {
    setUp();
    PrintWriter out = new PrintWriter(System.out, true, encoding("stdout.encoding"));
    PrintWriter err = new PrintWriter(System.err, true, encoding("stderr.encoding"));
    Terminal terminal = Terminal.ofThisProcess(System.getenv());
    return execute(args, new Console(out, err, System.getenv(), terminal));
  }

  /**
   * Runs one command on the calling thread, which it blocks; an interrupt ends {@code run} and
   * {@code watch}.
   *
   * @param args the command line
   * @param out takes results
   * @param err takes errors, notes and progress
   * @param environment the environment variables
   * @return the exit code
   */
  public static int execute(
      String[] args, PrintWriter out, PrintWriter err, Map<String, String> environment) {
    return execute(args, new Console(out, err, environment, Terminal.NONE));
  }

  /**
   * Runs one command on the calling thread, as {@link #execute(String[], PrintWriter, PrintWriter,
   * Map)} does.
   */
  static int execute(String[] args, Console console) {
    boolean run = args.length > 0 && args[0].equals(RunCommand.NAME);
    return (run ? gateway(console) : commandLine(console)).execute(args);
  }

  /**
   * Makes a command line that only runs a gateway: to read the annotations of the other commands
   * takes a good part of a start.
   */
  private static CommandLine gateway(Console console) {
    CommandLine commandLine = new CommandLine(new RootCommand(console));
    return configured(commandLine.addSubcommand(new RunCommand(console)), console);
  }

  /** Makes the command line with all commands. */
  static CommandLine commandLine(Console console) {
    CommandLine commandLine = new CommandLine(new RootCommand(console));
    commandLine
        .addSubcommand(new RunCommand(console))
        .addSubcommand(new DevicesCommand(console))
        .addSubcommand(new ConnectCommand(console))
        .addSubcommand(new DisconnectCommand(console))
        .addSubcommand(new CancelCommand(console))
        .addSubcommand(new OperationsCommand(console))
        .addSubcommand(new WatchCommand(console))
        .addSubcommand(new GatewaysCommand(console))
        .addSubcommand(new ConfigCommand(console))
        .addSubcommand(new DoctorCommand(console))
        .addSubcommand(TokenCommand.of(console, new TokenRecords()))
        .addSubcommand(new AuditCommand(console))
        .addSubcommand(ClusterCommand.of(console, Clock.systemUTC()))
        .addSubcommand(new CompletionCommand(console))
        .addSubcommand(new VersionCommand(console));
    return configured(commandLine, console);
  }

  private static CommandLine configured(CommandLine commandLine, Console console) {
    FailureReport report = new FailureReport(console);
    return commandLine
        .setOut(console.out())
        .setErr(console.err())
        .setParameterExceptionHandler(report)
        .setExecutionExceptionHandler(report)
        .setColorScheme(scheme(console));
  }

  /** Returns how help looks. */
  static ColorScheme scheme(Console console) {
    return CommandLine.Help.defaultColorScheme(console.coloured() ? Ansi.ON : Ansi.OFF);
  }

  /** The terminal's encoding: known under three names, by the Java version and the platform. */
  private static Charset encoding(String property) {
    String name =
        Stream.of(property, "sun." + property, "native.encoding")
            .map(System::getProperty)
            .filter(value -> value != null && Charset.isSupported(value))
            .findFirst()
            .orElse("UTF-8");
    return Charset.forName(name);
  }

  /**
   * The logging of this program is its own, and so are Netty's extensions: an application that
   * embeds the gateway has others.
   */
  private static void setUp() {
    if (System.getProperty(LOGBACK) == null) {
      ProgramLogging.use();
    }
    setWhereMissing(VERTX_LOGGING, "io.vertx.core.logging.SLF4JLogDelegateFactory");
    setWhereMissing(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, EarlyBytes.ENABLED);
  }

  private static void setWhereMissing(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
