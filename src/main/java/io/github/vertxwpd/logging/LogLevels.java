package io.github.vertxwpd.logging;

import java.util.Optional;

/** The levels of the process' loggers. May be called on any thread. */
public interface LogLevels {
  /** Returns the levels of Logback; empty where SLF4J logs with another backend. */
  static Optional<LogLevels> ofThisProcess() {
    try {
      return LogbackLevels.ofThisProcess();
    } catch (NoClassDefFoundError e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the level that a logger was given.
   *
   * @return such as {@code INFO}; empty where it has that of the logger above it
   */
  Optional<String> level(String logger);

  /**
   * Gives a logger a level.
   *
   * @param level such as {@code DEBUG}; empty for that of the logger above it
   */
  void set(String logger, Optional<String> level);
}
