package io.github.vertxwpd.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
  private static final byte[] LIBRARY = {1, 2, 3};

  @TempDir Path directory;

  @Test
  void itIsUnpackedWhereItIsMissing() throws Exception {
    Path file = NativeLibrary.unpack(LIBRARY, directory.resolve("native/library"));

    assertThat(file).hasBinaryContent(LIBRARY);
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void oneThatIsThereIsLeftAlone() throws Exception {
    Path file = NativeLibrary.unpack(LIBRARY, directory.resolve("library"));
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    NativeLibrary.unpack(LIBRARY, file);

    assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(0));
  }

  @Test
  void halfALibraryIsReplaced() throws Exception {
    Path file = Files.write(directory.resolve("library"), new byte[] {1, 2});
    NativeLibrary.unpack(LIBRARY, file);

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
