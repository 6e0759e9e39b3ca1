package io.github.vertxwpd.web.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whatever bytes come, the same frames come out of them, however they are cut into packets. */
class FrameReaderFuzzTest {
  private static final int MAX_LENGTH = 200;

  /** What was read until the stream ended, or until a frame was refused. */
  private record Reading(List<Inbound> frames, Optional<String> refusal, Buffer rest) {}

  @FuzzTest
  void read(byte[] data) {
    Reading whole = read(Packets.whole(data));

    assertThat(read(Packets.cut(data))).isEqualTo(whole);
    assertThat(read(Packets.bytes(data))).isEqualTo(whole);
    assertThat(whole.frames()).hasSizeLessThanOrEqualTo(data.length / 6);
    assertThat(whole.refusal().isPresent() || whole.rest().length() < MAX_LENGTH + 8).isTrue();
    for (Inbound frame : whole.frames()) {
      if (frame instanceof Inbound.Text text) {
        assertThat(ClientFrames.utf8(text.message())).hasSizeLessThanOrEqualTo(MAX_LENGTH);
        assertThat(read(List.of(ClientFrames.text(text.message()))).frames()).containsExactly(text);
      } else if (frame instanceof Inbound.Ping ping) {
        assertThat(ping.payload().length()).isLessThanOrEqualTo(125);
      }
    }
  }

  private static Reading read(List<Buffer> packets) {
    FrameReader reader = new FrameReader(MAX_LENGTH);
    List<Inbound> frames = new ArrayList<>();
    Optional<String> refusal = Optional.empty();
    Buffer rest = Buffer.buffer();
    for (Buffer packet : packets) {
      if (refusal.isPresent()) {
        rest.appendBuffer(packet);
        continue;
      }
      reader.add(packet);
      try {
        for (Optional<Inbound> next = reader.next(); next.isPresent(); next = reader.next()) {
          frames.add(next.get());
        }
      } catch (InvalidFrameException e) {
        refusal = Optional.of(e.getMessage());
        rest.appendBuffer(reader.rest());
      }
    }
    return new Reading(frames, refusal, refusal.isPresent() ? rest : reader.rest());
  }
}
