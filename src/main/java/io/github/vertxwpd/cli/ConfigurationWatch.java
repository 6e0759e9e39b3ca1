package io.github.vertxwpd.cli;

import io.github.vertxwpd.Reconfiguration;
import io.github.vertxwpd.WpdGateway;
import io.github.vertxwpd.file.FileSource;
import io.github.vertxwpd.file.ReadFailures;
import io.github.vertxwpd.file.SmallFile;
import io.github.vertxwpd.file.Source;
import io.github.vertxwpd.file.UnusableFileException;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again when its file changes, and has the gateway take what it can while
 * it runs. A file that is not valid changes nothing, and makes the gateway degraded: it would not
 * start with it.
 */
final class ConfigurationWatch implements FileSource.Format<Configuration>, ReadFailures.Listener {
  /** Why the gateway is degraded while the file cannot be used. */
  static final String REFUSED = "configuration-refused";

  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWatch.class);

  private final Path file;
  private final ConfigurationSources sources;
  private final Map<String, String> environment;
  private final WpdGateway gateway;
  private volatile boolean refused;

  private ConfigurationWatch(
      Path file,
      ConfigurationSources sources,
      Map<String, String> environment,
      WpdGateway gateway) {
    this.file = file;
    this.sources = sources;
    this.environment = environment;
    this.gateway = gateway;
  }

  /**
   * Makes a watch of a file.
   *
   * @param file what is read again
   * @param sources where the configuration comes from, the file among them
   * @param environment the environment variables
   * @param gateway runs with what was read of them before
   */
  static ConfigurationWatch of(
      Path file,
      ConfigurationSources sources,
      Map<String, String> environment,
      WpdGateway gateway) {
    ConfigurationWatch watch = new ConfigurationWatch(file, sources, environment, gateway);
    gateway.alsoDegradedBy(() -> watch.refused ? List.of(REFUSED) : List.of());
    return watch;
  }

  /** Returns the file, to be looked at from now on. */
  Source source() {
    return new FileSource<>(this, new ReadFailures("the configuration", this)).knownBefore();
  }

  @Override
  public Buffer read() throws UnusableFileException {
    return SmallFile.read(file, ConfigurationFile.MAX_BYTES, "put it back");
  }

  /** Reads the file once more, with what overrides it: a change in between is seen next time. */
  @Override
  public Configuration parse(Buffer content) throws UnusableFileException {
    try {
      return sources.load(environment);
    } catch (ConfigurationException e) {
      throw new UnusableFileException(e.getMessage(), e);
    }
  }

  @Override
  public void changed(Optional<Configuration> before, Configuration now) {
    refused = false;
    gateway
        .reconfigure(now.options())
        .onSuccess(ConfigurationWatch::report)
        .onFailure(failure -> LOG.warn("{} was not taken: {}", file, failure.getMessage()));
  }

  private static void report(Reconfiguration changes) {
    if (!changes.inEffect().isEmpty()) {
      LOG.info("The configuration was read again; in effect now: {}", changes.inEffect());
    }
    if (!changes.atNextStart().isEmpty()) {
      LOG.warn(
          "The configuration was read again; in effect after a restart only: {}",
          changes.atNextStart());
    }
  }

  @Override
  public void readFailed(String key, String reason) {
    refused = true;
  }
}
