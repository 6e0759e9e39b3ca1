package io.github.vertxwpd.cli;

import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.audit.AuditReport;
import io.github.vertxwpd.audit.ChainReport;
import io.github.vertxwpd.audit.RecoveredPart;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Timestamps;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit}. */
@Command(name = "audit", description = "Look at the records of who asked for what.")
final class AuditCommand implements Runnable {
  private final Console console;

  @Spec private CommandSpec spec;

  AuditCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: audit verify");
  }

  /**
   * {@code audit verify}.
   *
   * @param sources where the configuration comes from, which names the directory
   * @param dir another directory
   * @param expected a hash that must be there
   * @throws ConfigurationException where the configuration is not valid
   * @throws CommandFailure where there are no records, or they cannot be read
   */
  @Command(
      name = "verify",
      description = {
        "Show that no record was changed, taken away or put in another place.",
        "That the end was not cut off is shown by --expect alone, with a hash that was kept"
            + " elsewhere. A running gateway may go on meanwhile."
      })
  int verify(
      @Mixin ConfigurationSources sources,
      @Option(
              names = "--dir",
              paramLabel = "<dir>",
              description = "The directory of the records; default: where the configuration says.")
          String dir,
      @Option(
              names = "--expect",
              paramLabel = "<hash>",
              description = "Fail unless a record has this hash, which an earlier run printed.")
          String expected)
      throws ConfigurationException, CommandFailure {
    Path directory = dir == null ? configured(sources) : Path.of(dir);
    AuditReport report = read(directory, Optional.ofNullable(expected));
    if (console.json()) {
      console.printJson(json(directory, report));
    } else {
      report.chains().forEach(this::print);
    }
    report
        .chains()
        .forEach(
            chain ->
                chain
                    .broken()
                    .ifPresent(where -> console.note("error: " + PlainText.of(where.toString()))));
    if (!report.expectedFound()) {
      console.note(
          "error: no record has the hash "
              + expected
              + ": the end was cut off, or it is another log");
    }
    return report.holds() ? ExitCode.OK : ExitCode.FAILED;
  }

  private Path configured(ConfigurationSources sources) throws ConfigurationException {
    WpdOptions options = sources.load(console.environment()).options();
    return options.getAudit().directory(options.getData());
  }

  private static AuditReport read(Path directory, Optional<String> expected) throws CommandFailure {
    try {
      if (Files.isDirectory(directory)) {
        AuditReport report = AuditReport.of(directory, expected);
        if (!report.chains().isEmpty()) {
          return report;
        }
      }
    } catch (IOException e) {
      throw failed("the audit log in " + directory + " cannot be read: " + e);
    }
    throw failed(
        "there is no audit log in " + directory + ": name its directory with --dir or --config");
  }

  private static CommandFailure failed(String message) {
    return new CommandFailure(ExitCode.FAILED, ProblemCode.NOT_FOUND, message);
  }

  private static JsonObject json(Path directory, AuditReport report) {
    return new JsonObject()
        .put("directory", directory.toString())
        .put("holds", report.holds())
        .put("expectedFound", report.expectedFound())
        .put("chains", new JsonArray(report.chains().stream().map(ChainReport::toJson).toList()));
  }

  private void print(ChainReport chain) {
    console.print(summary(chain));
    console.print("  last hash " + chain.hash());
    for (RecoveredPart part : chain.recovered()) {
      console.print(
          "  recovered at %s:%d: a crash had torn the %d bytes before"
              .formatted(part.file(), part.line(), part.bytes()));
    }
    if (chain.unfinishedBytes() > 0) {
      console.print(
          "  unfinished: the last line, of %d bytes, is being written, or was when its writer died"
              .formatted(chain.unfinishedBytes()));
    }
  }

  private static String summary(ChainReport chain) {
    StringBuilder line = new StringBuilder(chain.chain()).append(": ");
    line.append(count(chain.records(), "record"))
        .append(chain.broken().isPresent() ? " before the break, in " : " in ")
        .append(count(chain.files(), "file"));
    chain.first().ifPresent(time -> line.append(", from ").append(Timestamps.format(time)));
    chain.last().ifPresent(time -> line.append(" to ").append(Timestamps.format(time)));
    return line.toString();
  }

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
