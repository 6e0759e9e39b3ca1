package io.github.vertxwpd.audit;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Somebody else has written to a file, or cut it. */
final class ForeignChangeException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  ForeignChangeException(Path file, long expected, long found) {
    super(
        file.toString(),
        null,
        "something else changed it: it has "
            + found
            + " bytes, not "
            + expected
            + "; see `audit verify`, and restart the gateway");
  }
}
