package io.github.vertxwpd.examples;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.ClusterOptions;
import io.github.vertxwpd.DataOptions;
import io.github.vertxwpd.GatewayOptions;
import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.OperationOptions;
import io.github.vertxwpd.SimulatorOptions;
import io.github.vertxwpd.WpdClient;
import io.github.vertxwpd.WpdFleet;
import io.github.vertxwpd.WpdGateway;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.fleet.TestFleet;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application of the README and the manual does what they say, on the real engine. */
class FleetConsumerTest {
  private static final long LIMIT_SECONDS = 60;

  @Test
  void itIsToldHowTheOperationsOfAGatewayEnd(@TempDir Path directory) throws Exception {
    List<ClusterOptions> nodes = TestFleet.in(directory.resolve("fleet")).nodes("gw-1", "line-7");
    BlockingQueue<Object> printed = new LinkedBlockingQueue<>();
    WpdFleet gateway = await(WpdFleet.join(nodes.get(0), "gw-1"));
    WpdFleet application = await(FleetConsumer.run(nodes.get(1), printed::add));
    try {
      await(WpdGateway.deploy(gateway.vertx(), options(directory)));
      WpdClient client = WpdClient.create(application.vertx());
      String device = await(client.devices()).get(0).id().value();
      await(client.disconnect(device, new OperationOptions().setWait(true)));

      assertThat(printed.poll(LIMIT_SECONDS, SECONDS)).isEqualTo("/gateways/gw-1: succeeded");
    } finally {
      await(application.close());
      await(gateway.close());
    }
  }

  @Test
  void theReadmeShowsWhatWasCompiled() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/io/github/vertxwpd/examples/FleetConsumer.java"));
    String shown =
        source
            .substring(source.indexOf("tag::consumer[]\n"), source.indexOf("    // end::"))
            .lines()
            .skip(1)
            .map(line -> line.replaceFirst("^ {4}", ""))
            .collect(Collectors.joining("\n"));

    assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + shown + "\n```");
  }

  private static WpdOptions options(Path directory) {
    return new WpdOptions()
        .setGateway(new GatewayOptions().setId("gw-1"))
        .setProvider("simulated")
        .setSimulated(new SimulatorOptions().setLatencyMs(20))
        .setHttp(new HttpOptions().setEnabled(false))
        .setData(new DataOptions().setDir(directory.resolve("data").toString()));
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(LIMIT_SECONDS, SECONDS);
  }
}
