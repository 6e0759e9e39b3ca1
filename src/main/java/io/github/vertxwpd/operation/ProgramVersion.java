package io.github.vertxwpd.operation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The program's own version, as the build wrote it down. */
public final class ProgramVersion {
  private ProgramVersion() {}

  /** Returns the version, such as {@code 1.0.0}. */
  public static String current() {
    try (InputStream in = ProgramVersion.class.getResourceAsStream("/vertx-wpd.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
