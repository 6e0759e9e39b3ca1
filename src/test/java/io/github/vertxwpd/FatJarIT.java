package io.github.vertxwpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is in the fat jar, and what is left out to keep it small. */
class FatJarIT {
  private static Stream<String> librariesBelow(JarFile jar, String directory) {
    return jar.stream()
        .map(JarEntry::getName)
        .filter(name -> name.startsWith(directory) && name.matches(".*\\.(so|dll|jnilib|dylib|a)"))
        .map(name -> name.substring(directory.length(), name.lastIndexOf('/')));
  }

  @Test
  void itHasTheNativeLibrariesOfTheSystemsThatAGatewayRunsOn() throws IOException {
    try (JarFile jar = new JarFile(System.getProperty("fat.jar"))) {
      assertThat(librariesBelow(jar, "org/sqlite/native/"))
          .containsExactlyInAnyOrder(
              "Linux/aarch64",
              "Linux/arm",
              "Linux/armv6",
              "Linux/armv7",
              "Linux/x86_64",
              "Linux-Musl/aarch64",
              "Linux-Musl/x86_64",
              "Mac/aarch64",
              "Mac/x86_64",
              "Windows/aarch64",
              "Windows/armv7",
              "Windows/x86_64");
      assertThat(librariesBelow(jar, "com/sun/jna/"))
          .containsExactlyInAnyOrder(
              "darwin-aarch64",
              "darwin-x86-64",
              "linux-aarch64",
              "linux-x86-64",
              "win32-aarch64",
              "win32-x86-64");
    }
  }
}
