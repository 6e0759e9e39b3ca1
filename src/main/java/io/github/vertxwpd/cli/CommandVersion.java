package io.github.vertxwpd.cli;

import io.github.vertxwpd.operation.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} and {@code version} print. */
final class CommandVersion implements IVersionProvider {
  static String line() {
    return "vertx-wpd " + ProgramVersion.current();
  }

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }
}
