package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParseResult;

class PlainRunTest {
  private static Optional<PlainRun> read(String line) {
    return PlainRun.of(line.split(" ", -1));
  }

  /** What picocli makes of the same. */
  private static PlainRun parsed(String line) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Console console = new Console(nowhere, nowhere, Map.of(), Terminal.NONE);
    ParseResult run = Main.commandLine(console).parseArgs(line.split(" ", -1)).subcommand();
    return new PlainRun(
        Optional.ofNullable(run.matchedOptionValue("--config", null)),
        run.matchedOptionValue("--set", List.of()),
        run.hasMatchedOption("--until-ready"),
        run.hasMatchedOption("--json"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "run --until-ready",
        "run --config conf/gateway.yaml",
        "run --set http.port=0 --set data.dir=/var/lib/vertx-wpd",
        "run --json --set gateway.id=a=b --config C:\\\\gateway.yaml --until-ready --set x"
      })
  void aPlainRunIsReadAsPicocliReadsIt(String line) {
    assertThat(read(line)).contains(parsed(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "devices",
        "--json run",
        "run --help",
        "run --sat http.port=0",
        "run --set=http.port=0",
        "run --set",
        "run --set ",
        "run --set --json",
        "run --config",
        "run --config @arguments",
        "run @arguments",
        "run --config one.yaml --config another.yaml",
        "run --json --json",
        "run --color never",
        "run --",
        "run now"
      })
  void theRestIsPicoclis(String line) {
    assertThat(read(line)).isEmpty();
  }

  @Test
  void withoutArgumentsThereIsNoRun() {
    assertThat(PlainRun.of()).isEmpty();
  }
}
