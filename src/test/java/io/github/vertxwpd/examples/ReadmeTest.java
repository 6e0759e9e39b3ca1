package io.github.vertxwpd.examples;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.DataOptions;
import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.SimulatorOptions;
import io.github.vertxwpd.WpdOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what was compiled and run. */
class ReadmeTest {
  private static final Path SOURCE =
      Path.of("src/test/java/io/github/vertxwpd/examples/EmbeddedGateway.java");

  @Test
  void theJavaExampleIsTheCompiledOne() throws IOException {
    String source = Files.readString(SOURCE);
    String example =
        source.substring(
            source.indexOf("// README: begin\n"), source.indexOf("    // README: end"));
    String shown =
        example
            .lines()
            .skip(1)
            .map(line -> line.replaceFirst("^ {4}", ""))
            .collect(Collectors.joining("\n"));

    assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + shown + "\n```");
  }

  @Test
  void theJavaExampleWorks(@TempDir Path data) throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      BlockingQueue<Object> printed = new LinkedBlockingQueue<>();
      WpdOptions options =
          new WpdOptions()
              .setProvider("simulated")
              .setSimulated(new SimulatorOptions().setLatencyMs(20))
              .setHttp(new HttpOptions().setPort(0))
              .setData(new DataOptions().setDir(data.toString()));
      EmbeddedGateway.run(vertx, options, printed::add).await(20, SECONDS);

      assertThat(printed.poll(20, SECONDS)).asString().startsWith("queued: ");
      assertThat(printed.poll(20, SECONDS)).isEqualTo("succeeded");
    } finally {
      vertx.close().await(20, SECONDS);
    }
  }
}
