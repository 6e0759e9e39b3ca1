package io.github.vertxwpd.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * A library for browsers as Maven Central has it: a jar with its files below {@code
 * META-INF/resources/webjars}, in a directory that is named after its version.
 *
 * @param group its group id
 * @param artifact its artifact id
 */
record WebJar(String group, String artifact) {
  /**
   * Returns where one of its files is on the class path; nowhere, where an application left it out.
   *
   * @param file its path within the library
   */
  String path(String file) {
    return "META-INF/resources/webjars/" + artifact + "/" + version() + "/" + file;
  }

  private String version() {
    String path = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
    try (InputStream in = WebJar.class.getResourceAsStream(path)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "none");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
