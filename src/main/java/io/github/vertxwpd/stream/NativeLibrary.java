package io.github.vertxwpd.stream;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

/**
 * SQLite's native library, unpacked once beside the journal. Left to itself, the driver unpacks it
 * into the temporary directory at each start, leaves it there when the process is killed, and fails
 * where programs may not be run from there.
 */
final class NativeLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
  private static final String PATH_PROPERTY = "org.sqlite.lib.path";
  private static final String NAME_PROPERTY = "org.sqlite.lib.name";
  private static final String NATIVE = "/native/";

  private static boolean loaded;

  private NativeLibrary() {}

  /**
   * Loads the library, once in a process: the first directory serves all journals. An {@code
   * org.sqlite.lib.path} that is set already is left alone.
   *
   * @param directory where to unpack it
   * @throws JournalUnavailableException where this platform has none, or it cannot be loaded
   */
  static synchronized void load(Path directory) {
    if (loaded) {
      return;
    }
    Optional<Path> file =
        System.getProperty(PATH_PROPERTY) == null ? place(directory) : Optional.empty();
    try {
      // The properties are for this one call: another class loader's driver must not follow them.
      file.ifPresent(NativeLibrary::name);
      loaded = SQLiteJDBCLoader.initialize();
    } catch (Exception e) {
      throw new JournalUnavailableException(
          "SQLite's native library cannot be loaded for "
              + OSInfo.getNativeLibFolderPathForCurrentOS()
              + ": "
              + e.getMessage(),
          e);
    } finally {
      file.ifPresent(placed -> unname());
    }
  }

  private static void name(Path file) {
    System.setProperty(PATH_PROPERTY, file.getParent().toString());
    System.setProperty(NAME_PROPERTY, file.getFileName().toString());
  }

  private static void unname() {
    System.clearProperty(PATH_PROPERTY);
    System.clearProperty(NAME_PROPERTY);
  }

  /** Returns where the library is now; empty where it cannot be put there. */
  private static Optional<Path> place(Path directory) {
    String name = LibraryLoaderUtil.getNativeLibName();
    // To find out which system this is, the driver starts a process each time.
    String resource = LibraryLoaderUtil.getNativeLibResourcePath();
    URL packed = SQLiteJDBCLoader.class.getResource(resource + "/" + name);
    if (packed == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(unpack(packed, directory.resolve(fileName(resource, name))));
    } catch (IOException e) {
      LOG.warn(
          "SQLite's native library cannot be unpacked into {}, so the temporary directory is used:"
              + " {}",
          directory,
          e.toString());
      return Optional.empty();
    }
  }

  /** Another version, or another system on the same disk, has a file of its own. */
  private static String fileName(String resource, String name) {
    String system = resource.substring(resource.indexOf(NATIVE) + NATIVE.length());
    return String.join(
        "-", "sqlite", SQLiteJDBCLoader.getVersion(), system.replace('/', '-'), name);
  }

  /**
   * A file that is there has all of its bytes on the disk. Its size alone is looked at, in case
   * somebody else has cut it: to unpack and compare the whole takes a twentieth of a start.
   */
  static Path unpack(URL packed, Path file) throws IOException {
    URLConnection connection = packed.openConnection();
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream()) {
      boolean there = Files.exists(file) && Files.size(file) == connection.getContentLengthLong();
      return there ? file : write(in.readAllBytes(), file);
    }
  }

  private static Path write(byte[] bytes, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Path part = Files.createTempFile(file.getParent(), "sqlite", ".part");
    try {
      Files.write(part, bytes, StandardOpenOption.SYNC);
      return Files.move(
          part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
