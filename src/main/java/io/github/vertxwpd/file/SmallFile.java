package io.github.vertxwpd.file;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that is read whole, and is never large. */
public final class SmallFile {
  private SmallFile() {}

  /**
   * Makes the path of a file that a key of the configuration names.
   *
   * @throws IllegalArgumentException naming the key, where the system can have no such file
   */
  public static Path named(String key, String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          key + ": \"" + name + "\" is no name of a file: " + e.getReason(), e);
    }
  }

  /**
   * Reads a file. Blocks.
   *
   * @param maxBytes how large it may be
   * @param whereMissing what to do where there is no such file
   */
  public static Buffer read(Path file, int maxBytes, String whereMissing)
      throws UnusableFileException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(maxBytes + 1);
    } catch (NoSuchFileException e) {
      throw new UnusableFileException("there is no file " + file + ": " + whereMissing, e);
    } catch (AccessDeniedException e) {
      throw new UnusableFileException(
          "this user may not read " + file + ": make it a file of the user that runs the gateway",
          e);
    } catch (IOException e) {
      throw new UnusableFileException(
          "the file " + file + " cannot be read (" + e.getMessage() + "): see that it can", e);
    }
    if (bytes.length > maxBytes) {
      throw new UnusableFileException(
          "the file " + file + " has more than " + maxBytes + " bytes: restore it from a copy");
    }
    return Buffer.buffer(bytes);
  }
}
