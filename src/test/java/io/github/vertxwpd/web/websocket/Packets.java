package io.github.vertxwpd.web.websocket;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Cuts a stream of bytes into packets; the same bytes always in the same way. */
final class Packets {
  private Packets() {}

  /** One packet. */
  static List<Buffer> whole(byte[] stream) {
    return List.of(Buffer.buffer(stream));
  }

  /** A packet for each byte. */
  static List<Buffer> bytes(byte[] stream) {
    return cut(stream, new Random(0), 1);
  }

  /** Packets of several lengths. */
  static List<Buffer> cut(byte[] stream) {
    return cut(stream, new Random(Arrays.hashCode(stream)), Math.max(1, stream.length / 2));
  }

  private static List<Buffer> cut(byte[] stream, Random random, int longest) {
    List<Buffer> packets = new ArrayList<>();
    int at = 0;
    while (at < stream.length) {
      int end = Math.min(stream.length, at + 1 + random.nextInt(longest));
      packets.add(Buffer.buffer(Arrays.copyOfRange(stream, at, end)));
      at = end;
    }
    return packets;
  }
}
