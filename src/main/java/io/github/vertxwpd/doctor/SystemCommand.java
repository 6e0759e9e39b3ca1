package io.github.vertxwpd.doctor;

import java.util.List;
import java.util.Optional;

/** A command of the operating system that is asked for what Java does not know. */
@FunctionalInterface
interface SystemCommand {
  /**
   * How a command ended.
   *
   * @param exitCode what it ended with
   * @param text what it printed
   */
  record Output(int exitCode, String text) {}

  /**
   * Runs a command. Blocks for some seconds at most.
   *
   * @param command the program and its arguments
   * @return how it ended; empty where there is no such program, or it did not end
   */
  Optional<Output> run(List<String> command) throws InterruptedException;
}
