package io.github.vertxwpd.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The configuration's file: YAML in UTF-8, at most {@value #MAX_BYTES} bytes. */
final class ConfigurationFile {
  /** The name of the file that is read when none is given, in the working directory. */
  static final String DEFAULT = "conf/gateway.yaml";

  /** The largest file that is read. */
  static final int MAX_BYTES = 256 * 1024;

  private ConfigurationFile() {}

  /**
   * Reads a file.
   *
   * @param file the file
   * @param name what to call it in errors
   */
  static ConfigurationLayer read(Path file, String name) throws ConfigurationException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(name, "there is no such file");
    } catch (IOException e) {
      throw new ConfigurationException(name, "the file cannot be read: " + e.getMessage());
    }
    if (bytes.length > MAX_BYTES) {
      throw new ConfigurationException(name, "the file has more than " + MAX_BYTES + " bytes");
    }
    return YamlDocument.read(name, text(bytes, name));
  }

  private static String text(byte[] bytes, String name) throws ConfigurationException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(name, "the file is not UTF-8");
    }
  }
}
