package io.github.vertxwpd.web.tls;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A configured PEM file.
 *
 * @param configured the configuration's key that names it
 * @param file its path
 */
record PemFile(String configured, String file) {
  /**
   * Reads it. Blocks.
   *
   * @throws IllegalArgumentException where it cannot be read
   */
  Buffer read() {
    try {
      return Buffer.buffer(Files.readAllBytes(Path.of(file)));
    } catch (NoSuchFileException e) {
      throw wrong("does not exist");
    } catch (AccessDeniedException e) {
      throw wrong("may not be read by this user");
    } catch (IOException | InvalidPathException e) {
      throw wrong("cannot be read (" + e.getMessage() + ")");
    }
  }

  /** Makes the exception of a file that is not what it should be. */
  IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(this + " " + what);
  }

  @Override
  public String toString() {
    return "the file \"" + file + "\" of " + configured;
  }
}
