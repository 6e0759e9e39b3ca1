package io.github.vertxwpd.cli;

import ch.qos.logback.classic.LoggerContext;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.operation.ConfigurationDifference;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}. */
@Command(
    name = RunCommand.NAME,
    description = {
      "Run a gateway until Ctrl-C or SIGTERM.",
      "Prints one line on standard output once it serves; its log goes to standard error."
    })
final class RunCommand implements Callable<Integer> {
  static final String NAME = "run";

  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  /** What a stop may take beyond {@code shutdown.drainMs}; then the process halts. */
  private static final Duration BEYOND_DRAIN = Duration.ofSeconds(5);

  private final Console console;

  @Mixin private ConfigurationSources sources;

  @Option(
      names = "--until-ready",
      description =
          "Stop as soon as it serves: to see that it starts, or to write a class-data archive that"
              + " later starts are faster with.")
  private boolean untilReady;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws ConfigurationException, CommandFailure {
    Configuration configuration = sources.load(console.environment());
    WpdOptions options = configuration.options();
    configuration
        .origins()
        .forEach(
            (key, from) -> {
              Object value = ConfigurationDifference.shown(key, configuration.value(key));
              LOG.info("{} = {} ({})", key, value, from);
            });
    Duration patience = Duration.ofMillis(options.getShutdown().getDrainMs()).plus(BEYOND_DRAIN);
    StopOnSignal signal = new StopOnSignal(patience, RunCommand::halt);
    try (GatewayProcess process = GatewayProcess.start(options, patience)) {
      announce(process);
      process.follow(sources, console.environment());
      if (!untilReady) {
        new CountDownLatch(1).await();
      }
    } catch (InterruptedException e) {
      LOG.info("Stopped");
    } finally {
      signal.release();
    }
    return ExitCode.OK;
  }

  private void announce(GatewayProcess process) {
    Gateway gateway = process.gateway();
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      logback.putProperty("gateway", gateway.id());
    }
    gateway.degraded().forEach(reason -> LOG.warn("The gateway is degraded: {}", reason));
    Optional<String> url = process.url();
    console.result(
        "ready %s gateway=%s provider=%s epoch=%s"
            .formatted(url.orElse("-"), gateway.id(), gateway.provider(), gateway.epoch()),
        new JsonObject()
            .put("ready", url.orElse(null))
            .put("gateway", gateway.id())
            .put("provider", gateway.provider())
            .put("epoch", gateway.epoch()));
  }

  private static void halt() {
    LOG.error("The gateway did not stop in time; the process ends without it");
    Runtime.getRuntime().halt(ExitCode.FAILED);
  }
}
