package io.github.vertxwpd.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A bounded run of the fuzzer, the same on every machine; a longer one is in the benchmarks. */
class FuzzIT {
  private static final int RUNS = 6_000;

  /** Of each; the fuzzer decides for itself where there is more to find. */
  private static final long AT_LEAST = 40;

  private static final long LIMIT_SECONDS = 300;

  @Test
  void nothingThatTheFuzzerComesUponBreaksWhatReadsIt() throws Exception {
    FuzzProcess.Result result =
        FuzzProcess.in(Files.createTempDirectory(Path.of("target"), "fuzz"))
            .seed()
            .run(
                LIMIT_SECONDS,
                List.of("-XX:TieredStopAtLevel=1"),
                List.of("-seed=1", "-runs=" + RUNS));

    assertThat(result.exitCode())
        .as(
            "what it found; make the input in it one of the FuzzTest's inputs, without its first"
                + " byte: %s",
            result.end())
        .isZero();
    assertThat(result.runs().keySet())
        .containsExactlyElementsOf(FuzzTarget.all().stream().map(FuzzTarget::name).toList());
    assertThat(result.runs().values()).allMatch(runs -> runs >= AT_LEAST);
  }
}
