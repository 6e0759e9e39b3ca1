package io.github.vertxwpd.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** Finds the newest {@link AuditEntry#EVENT} in a chain, from its end on. */
final class NewestEvent {
  private static final int WINDOW_BYTES = 1 << 20;
  private static final String MEMBER = "\"" + AuditEntry.EVENT + "\":\"";

  private NewestEvent() {}

  static Optional<String> in(Path directory, String chain) throws IOException {
    List<Path> files = ChainFiles.of(directory, chain);
    Optional<String> found = Optional.empty();
    for (int i = files.size() - 1; i >= 0 && found.isEmpty(); i--) {
      found = in(files.get(i));
    }
    return found;
  }

  /** A line that two windows share is looked at with the one where it begins. */
  private static Optional<String> in(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      String rest = "";
      for (long end = channel.size(); end > 0; ) {
        long start = Math.max(0, end - WINDOW_BYTES);
        String text = read(channel, start, end) + rest;
        int from = start == 0 ? 0 : text.indexOf('\n') + 1;
        Optional<String> found = newest(text.substring(from));
        if (found.isPresent()) {
          return found;
        }
        rest = text.substring(0, from);
        end = start;
      }
      return Optional.empty();
    }
  }

  /** One character for each byte: what is taken apart here can be put together again. */
  private static String read(FileChannel channel, long start, long end) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) (end - start));
    channel.position(start);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    return new String(bytes.array(), StandardCharsets.ISO_8859_1);
  }

  private static Optional<String> newest(String lines) {
    for (int at = lines.lastIndexOf(MEMBER); at >= 0; at = lines.lastIndexOf(MEMBER, at - 1)) {
      int start = lines.lastIndexOf('\n', at) + 1;
      int end = lines.indexOf('\n', at);
      Optional<String> event = end < 0 ? Optional.empty() : event(lines.substring(start, end));
      if (event.isPresent()) {
        return event;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> event(String line) {
    try {
      AuditRecord record = AuditRecord.read(line.getBytes(StandardCharsets.ISO_8859_1));
      return Optional.ofNullable(record.json().getValue(AuditEntry.EVENT)).map(Object::toString);
    } catch (InvalidRecordException e) {
      return Optional.empty();
    }
  }
}
