package io.github.vertxwpd.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * The levels of Logback's loggers.
 *
 * @param context its loggers
 */
record LogbackLevels(LoggerContext context) implements LogLevels {
  static Optional<LogLevels> ofThisProcess() {
    return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
        ? Optional.of(new LogbackLevels(context))
        : Optional.empty();
  }

  @Override
  public Optional<String> level(String logger) {
    return Optional.ofNullable(context.getLogger(logger).getLevel()).map(Level::toString);
  }

  @Override
  public void set(String logger, Optional<String> level) {
    context.getLogger(logger).setLevel(level.map(Level::valueOf).orElse(null));
  }
}
