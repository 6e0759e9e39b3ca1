package io.github.vertxwpd.web.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
  private static final int HEAD_BYTES = 2;
  private static final int CODE_BYTES = 2;

  @ParameterizedTest
  @CsvSource({
    "0, 8100",
    "125, 817d",
    "126, 817e007e",
    "65535, 817effff",
    "65536, 817f0000000000010000"
  })
  void everyLengthHasItsShortestForm(int length, String head) {
    Buffer frame = Frames.text("x".repeat(length));

    assertThat(hex(frame.getBuffer(0, frame.length() - length))).isEqualTo(head);
    assertThat(frame.getString(head.length() / 2, frame.length())).isEqualTo("x".repeat(length));
  }

  @Test
  void textIsUtf8AndItsLengthIsInBytes() {
    assertThat(hex(Frames.text("é€😀"))).isEqualTo("8109c3a9e282acf09f9880");
  }

  @Test
  void halfASurrogatePairDoesNotMakeInvalidUtf8() {
    assertThat(hex(Frames.text("a\uD83D"))).isEqualTo("8102613f");
  }

  @Test
  void framesAreAddedOneAfterTheOther() {
    Buffer frames = Buffer.buffer();
    Frames.append(frames, true, new byte[] {'a'});
    Frames.append(frames, false, new byte[] {0, (byte) 0xFF});

    assertThat(hex(frames)).isEqualTo("81016182" + "0200ff");
  }

  @Test
  void aPongCarriesWhatThePingDid() {
    assertThat(hex(Frames.pong(Buffer.buffer()))).isEqualTo("8a00");
    assertThat(hex(Frames.pong(Buffer.buffer("abc")))).isEqualTo("8a03616263");
    assertThat(Frames.pong(Buffer.buffer(new byte[125])).length()).isEqualTo(127);
  }

  @ParameterizedTest
  @CsvSource({"1000, 8802" + "03e8", "4008, 8802" + "0fa8", "4999, 8802" + "1387"})
  void aCloseCarriesItsCode(int code, String frame) {
    assertThat(hex(Frames.close(code, ""))).isEqualTo(frame);
  }

  @Test
  void aCloseMayCarryNothing() {
    assertThat(hex(Frames.closeWithoutCode())).isEqualTo("8800");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 122, 123})
  void aReasonThatFitsIsWhole(int length) {
    assertThat(reason(Frames.close(1000, "r".repeat(length)))).isEqualTo("r".repeat(length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"r", "é", "€", "😀"})
  void aLongReasonIsCutBetweenCharacters(String character) throws CharacterCodingException {
    for (int before = 0; before < 4; before++) {
      Buffer frame = Frames.close(1000, "x".repeat(before) + character.repeat(200));
      byte[] said = frame.getBytes(HEAD_BYTES + CODE_BYTES, frame.length());
      int bytes = character.getBytes(StandardCharsets.UTF_8).length;

      assertThat(said).hasSize(before + (Frames.MAX_REASON_BYTES - before) / bytes * bytes);
      assertThat(frame.getByte(1)).isEqualTo((byte) (CODE_BYTES + said.length));
      assertThat(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(said)).toString())
          .startsWith("x".repeat(before) + character)
          .endsWith(character);
    }
  }

  private static String reason(Buffer close) {
    return close.getString(HEAD_BYTES + CODE_BYTES, close.length());
  }

  private static String hex(Buffer bytes) {
    return HexFormat.of().formatHex(bytes.getBytes());
  }
}
