package io.github.vertxwpd.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
  private static final byte[] LIBRARY = {1, 2, 3};

  @TempDir Path directory;

  /** Returns where the library is in a jar. */
  private URL packed() throws IOException {
    Path jar = directory.resolve("driver.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("library"));
      out.write(LIBRARY);
      out.closeEntry();
    }
    return new URL("jar:" + jar.toUri() + "!/library");
  }

  @Test
  void itIsUnpackedWhereItIsMissing() throws Exception {
    Path file = NativeLibrary.unpack(packed(), directory.resolve("native/library"));

    assertThat(file).hasBinaryContent(LIBRARY);
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void oneThatIsThereIsLeftAlone() throws Exception {
    Path file = NativeLibrary.unpack(packed(), directory.resolve("library"));
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    NativeLibrary.unpack(packed(), file);

    assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(0));
  }

  @Test
  void halfALibraryIsReplaced() throws Exception {
    Path file = Files.write(directory.resolve("library"), new byte[] {1, 2});
    NativeLibrary.unpack(packed(), file);

    assertThat(file).hasBinaryContent(LIBRARY);
  }

  @Test
  @Timeout(60)
  void aProcessLoadsItFromItsDataDirectoryAndLeavesNothingElsewhere() throws Exception {
    try (JournalProcess process = JournalProcess.start(directory, 1)) {
      assertThat(process.next()).isEqualTo("1");
    }

    assertThat(directory.resolve("native")).isDirectoryContaining("glob:**/sqlite-*sqlitejdbc*");
    assertThat(directory.resolve("tmp")).isDirectoryNotContaining("glob:**/sqlite*");
  }
}
