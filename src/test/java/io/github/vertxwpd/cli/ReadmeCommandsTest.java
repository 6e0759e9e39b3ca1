package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that the README shows do what it says. */
@Timeout(120)
class ReadmeCommandsTest {
  private static final String HEADING = "## On the command line";
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final String DEVICE = "bt-a0b1c2d3e4f5";

  @TempDir private Path directory;

  private Map<String, String> environment = Map.of();

  private static List<List<String>> commands() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    String section = readme.substring(readme.indexOf(HEADING));
    String block = section.substring(section.indexOf("```sh\n"), section.indexOf("\n```\n"));
    return block
        .lines()
        .filter(line -> line.startsWith("wpd "))
        .map(line -> words(line.substring(4).replaceFirst(" +# .*", "")))
        .toList();
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
    return words;
  }

  private CommandRun run(List<String> args) {
    return CommandRun.with(environment, args.toArray(String[]::new));
  }

  private String expanded(String word) {
    return switch (word) {
      case "<operation>" -> {
        String never =
            run(List.of("devices", "--json"))
                .json()
                .getJsonArray("devices")
                .getJsonObject(1)
                .getString("device");
        yield run(List.of("disconnect", never, "--json")).json().getString("operation");
      }
      case "<id>" ->
          run(List.of("token", "create", "--name", "line 8", "--role", "viewer", "--json"))
              .json()
              .getString("id");
      case "watch.json" -> directory.resolve(word).toString();
      default -> word;
    };
  }

  /** A watch has no end of its own: something must happen, and one event is enough. */
  private CommandRun watch(List<String> args) throws Exception {
    List<String> once = new ArrayList<>(args);
    once.addAll(List.of("--count", "1"));
    CompletableFuture<CommandRun> run = CompletableFuture.supplyAsync(() -> run(once));
    while (!run.isDone()) {
      run(List.of("disconnect", DEVICE, "--wait"));
      run(List.of("connect", DEVICE, "--wait"));
    }
    return run.get(20, TimeUnit.SECONDS);
  }

  /** What a doctor finds wrong with this machine is no fault of the command. */
  private static int worst(List<String> args) {
    return args.get(0).equals("doctor") ? ExitCode.FAILED : ExitCode.OK;
  }

  @Test
  void everyCommandOfTheReadmeEndsWell() throws Exception {
    try (RunningGateway gateway =
        new RunningGateway(
            directory.resolve("data"),
            Map.of(),
            "--set",
            "http.port=0",
            "--set",
            "simulated.latencyMs=10",
            "--set",
            "simulated.script.2=never",
            "--set",
            "shutdown.drainMs=0")) {
      environment =
          Map.of(
              "WPD_URL",
              gateway.line().split(" ", -1)[1],
              "WPD_DATA_DIR",
              directory.resolve("data").toString(),
              "WPD_SECURITY_TOKENS",
              directory.resolve("tokens.json").toString());
      List<List<String>> commands = commands();
      assertThat(commands).hasSizeGreaterThan(10);

      for (List<String> command : commands) {
        List<String> args = command.stream().map(this::expanded).toList();
        CommandRun run = args.get(0).equals("watch") ? watch(args) : run(args);

        assertThat(run.exitCode())
            .as("%s: %s", args, run.err())
            .isBetween(ExitCode.OK, worst(args));
      }
      assertThat(gateway.stop()).isZero();
    }
  }
}
