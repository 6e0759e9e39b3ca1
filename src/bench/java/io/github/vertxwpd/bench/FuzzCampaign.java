package io.github.vertxwpd.bench;

import io.github.vertxwpd.fuzzing.FuzzCorpus;
import io.github.vertxwpd.fuzzing.FuzzProcess;
import io.github.vertxwpd.fuzzing.FuzzTarget;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Lets the fuzzer run for long, from the committed inputs and the committed corpus, and writes the
 * corpus that it ends with, without what adds nothing, where the next run and each build begin. It
 * ends with an exception where anything was found; the input is in {@code target/fuzz…/findings}.
 *
 * <p>Arguments: {@code seconds=}, {@code seed=}, {@code result=<file>}.
 */
public final class FuzzCampaign {
  private static final Map<String, String> DEFAULTS =
      Map.of("seconds", "1200", "seed", "1", "result", "");

  /** To start, and to end what it is at. */
  private static final long PATIENCE_SECONDS = 300;

  private FuzzCampaign() {}

  /** Runs it. */
  public static void main(String[] args)
      throws IOException, InterruptedException, TimeoutException {
    FanoutSettings settings = new FanoutSettings(args, DEFAULTS);
    int seconds = settings.number("seconds");
    FuzzProcess fuzzer =
        FuzzProcess.in(
                Files.createTempDirectory(Files.createDirectories(Path.of("target")), "fuzz"))
            .seed();
    FuzzProcess.Result result =
        fuzzer.run(
            seconds + PATIENCE_SECONDS,
            List.of(),
            List.of("-seed=" + settings.text("seed"), "-max_total_time=" + seconds));
    if (result.exitCode() != 0) {
      throw new IllegalStateException(result.end());
    }
    List<Integer> kept = FuzzCorpus.write(fuzzer.minimize(PATIENCE_SECONDS));
    Report report =
        new Report(
            "fuzzing",
            new JsonObject()
                .put("seconds", seconds)
                .put("seed", settings.number("seed"))
                .put("findings", fuzzer.findings()));
    List<FuzzTarget> targets = FuzzTarget.all();
    for (int i = 0; i < targets.size(); i++) {
      String name = targets.get(i).name();
      report.add(name, "runs", result.runs().get(name));
      report.add(name, "inputs kept", kept.get(i));
    }
    report.print(System.out);
    if (!settings.text("result").isEmpty()) {
      report.write(Path.of(settings.text("result")));
    }
  }
}
