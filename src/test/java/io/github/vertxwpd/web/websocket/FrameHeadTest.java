package io.github.vertxwpd.web.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameHeadTest {
  private static final int MAX_LENGTH = 1 << 17;

  @ParameterizedTest
  @CsvSource({"0, 6", "1, 6", "125, 6", "126, 8", "65535, 8", "65536, 14", "131072, 14"})
  void everyFormOfALengthIsRead(int length, int size) throws InvalidFrameException {
    assertThat(FrameHead.read(ClientFrames.head(ClientFrames.TEXT, length), 0, MAX_LENGTH))
        .contains(new FrameHead(true, Opcode.TEXT, size, length));
  }

  @ParameterizedTest
  @CsvSource({"126, 0", "126, 125", "127, 0", "127, 125", "127, 126", "127, 65535"})
  void aLengthInALongerFormThanItNeedsIsRefused(int form, long length) {
    assertRefused(ClientFrames.head(ClientFrames.TEXT, form, length), "shortest form");
  }

  @ParameterizedTest
  @ValueSource(longs = {MAX_LENGTH + 1, 1L << 31, 1L << 32, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void aLengthAboveTheLimitIsRefusedByTheHeadAlone(long length) {
    assertRefused(ClientFrames.head(ClientFrames.TEXT, 127, length), "at most 131072 bytes");
  }

  @Test
  void theLimitMayBeShort() {
    assertThatThrownBy(() -> FrameHead.read(ClientFrames.head(ClientFrames.TEXT, 11), 0, 10))
        .isInstanceOf(InvalidFrameException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 125, 126, 65_535, 65_536})
  void aHeadOfWhichSomeIsMissingIsWaitedFor(int length) throws InvalidFrameException {
    Buffer head = ClientFrames.head(ClientFrames.BINARY, length);
    for (int had = 0; had < head.length(); had++) {
      assertThat(FrameHead.read(head.getBuffer(0, had), 0, MAX_LENGTH)).isEmpty();
    }
    assertThat(FrameHead.read(head, 0, MAX_LENGTH)).isPresent();
  }

  @ParameterizedTest
  @EnumSource(Opcode.class)
  void everyKnownOpcodeIsRead(Opcode opcode) throws InvalidFrameException {
    assertThat(FrameHead.read(ClientFrames.head(0x80 | opcode.bits(), 0), 0, MAX_LENGTH))
        .contains(new FrameHead(true, opcode, 6, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF})
  void anUnknownOpcodeIsRefused(int opcode) {
    assertRefused(ClientFrames.head(0x80 | opcode, 0), "unknown opcode");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x40, 0x20, 0x10, 0x50, 0x70})
  void reservedBitsAreRefused(int bits) {
    assertRefused(ClientFrames.head(ClientFrames.TEXT | bits, 0), "reserved bits");
    assertRefused(ClientFrames.head(ClientFrames.PING | bits, 0), "reserved bits");
  }

  @ParameterizedTest
  @ValueSource(ints = {ClientFrames.TEXT, ClientFrames.PING, ClientFrames.CLOSE})
  void aFrameWithoutAMaskIsRefused(int firstByte) {
    assertRefused(ClientFrames.unmasked(firstByte), "must be masked");
  }

  @ParameterizedTest
  @ValueSource(ints = {ClientFrames.PING, ClientFrames.PONG, ClientFrames.CLOSE})
  void aControlFrameIsWholeAndShort(int firstByte) throws InvalidFrameException {
    assertThat(FrameHead.read(ClientFrames.head(firstByte, 125), 0, MAX_LENGTH)).isPresent();
    assertRefused(ClientFrames.head(firstByte, 126), "at most 125 bytes");
    assertRefused(ClientFrames.head(firstByte, 127, 5), "at most 125 bytes");
    assertRefused(ClientFrames.head(firstByte & 0x7F, 1), "must not be fragmented");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 126, 1_000})
  void theMaskIsTakenOff(int length) throws InvalidFrameException {
    byte[] payload = new byte[length];
    new Random(7).nextBytes(payload);
    Buffer before = Buffer.buffer("what was read before");
    int at = before.length();
    Buffer bytes = before.appendBuffer(ClientFrames.frame(ClientFrames.BINARY, payload));

    FrameHead head = FrameHead.read(bytes, at, MAX_LENGTH).orElseThrow();

    assertThat(head.payload(bytes, at)).isEqualTo(payload);
  }

  @Test
  void readingLeavesTheBytesAsTheyAre() throws InvalidFrameException {
    Buffer bytes = ClientFrames.text("hello");
    byte[] before = bytes.getBytes();
    FrameHead head = FrameHead.read(bytes, 0, MAX_LENGTH).orElseThrow();
    head.payload(bytes, 0);

    assertThat(Arrays.equals(bytes.getBytes(), before)).isTrue();
  }

  private static void assertRefused(Buffer bytes, String why) {
    assertThatThrownBy(() -> FrameHead.read(bytes, 0, MAX_LENGTH))
        .isInstanceOf(InvalidFrameException.class)
        .hasMessageContaining(why);
  }
}
