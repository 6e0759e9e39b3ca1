package io.github.vertxwpd.web.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
  private static final int MAX_LENGTH = 64 * 1024;

  private final FrameReader reader = new FrameReader(MAX_LENGTH);

  @Test
  void aMessageComesInOneFrame() throws InvalidFrameException {
    assertThat(read(ClientFrames.text("é€😀"))).containsExactly(new Inbound.Text("é€😀"));
    assertThat(read(ClientFrames.text(""))).containsExactly(new Inbound.Text(""));
    assertThat(read(ClientFrames.frame(ClientFrames.BINARY, (byte) 0xFF)))
        .containsExactly(new Inbound.Binary());
  }

  @Test
  void nothingIsReadWhereNothingCame() throws InvalidFrameException {
    assertThat(reader.next()).isEmpty();
    assertThat(read(Buffer.buffer())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {125, 126, 65_535, 65_536})
  void aMessageMayBeAsLongAsTheLimit(int length) throws InvalidFrameException {
    assertThat(read(ClientFrames.text("x".repeat(length))))
        .containsExactly(new Inbound.Text("x".repeat(length)));
  }

  @Test
  void aMessageInPartsIsOneMessage() throws InvalidFrameException {
    byte[] smile = ClientFrames.utf8("😀");
    Buffer parts =
        Buffer.buffer()
            .appendBuffer(ClientFrames.frame(ClientFrames.FIRST_TEXT_PART, smile[0], smile[1]))
            .appendBuffer(ClientFrames.frame(ClientFrames.PART))
            .appendBuffer(ClientFrames.frame(ClientFrames.PART, smile[2]))
            .appendBuffer(ClientFrames.frame(ClientFrames.LAST_PART, smile[3]))
            .appendBuffer(ClientFrames.text("next"));

    assertThat(read(parts))
        .containsExactly(
            new Inbound.Part(),
            new Inbound.Part(),
            new Inbound.Part(),
            new Inbound.Text("😀"),
            new Inbound.Text("next"));
  }

  @Test
  void controlFramesComeBetweenTheParts() throws InvalidFrameException {
    Buffer frames =
        Buffer.buffer()
            .appendBuffer(ClientFrames.frame(ClientFrames.FIRST_TEXT_PART, (byte) 'a'))
            .appendBuffer(ClientFrames.frame(ClientFrames.PING, (byte) 'p'))
            .appendBuffer(ClientFrames.frame(ClientFrames.PART, (byte) 'b'))
            .appendBuffer(ClientFrames.frame(ClientFrames.PONG, (byte) 'q'))
            .appendBuffer(ClientFrames.frame(ClientFrames.LAST_PART, (byte) 'c'))
            .appendBuffer(ClientFrames.frame(ClientFrames.FIRST_TEXT_PART))
            .appendBuffer(ClientFrames.close(1000, ""));

    assertThat(read(frames))
        .containsExactly(
            new Inbound.Part(),
            new Inbound.Ping(Buffer.buffer("p")),
            new Inbound.Part(),
            new Inbound.Pong(),
            new Inbound.Text("abc"),
            new Inbound.Part(),
            new Inbound.Close(OptionalInt.of(1000)));
  }

  @Test
  void aContinuationNeedsSomethingToContinue() {
    assertRefused(ClientFrames.frame(ClientFrames.PART), "continues nothing");
    assertRefused(ClientFrames.frame(ClientFrames.LAST_PART), "continues nothing");
    assertRefused(
        Buffer.buffer()
            .appendBuffer(ClientFrames.frame(ClientFrames.FIRST_TEXT_PART))
            .appendBuffer(ClientFrames.frame(ClientFrames.LAST_PART))
            .appendBuffer(ClientFrames.frame(ClientFrames.LAST_PART)),
        "continues nothing");
  }

  @ParameterizedTest
  @ValueSource(ints = {ClientFrames.TEXT, ClientFrames.BINARY, ClientFrames.FIRST_TEXT_PART})
  void aMessageDoesNotStartWithinAnother(int firstByte) {
    Buffer first = ClientFrames.frame(ClientFrames.FIRST_TEXT_PART, (byte) 'a');

    assertRefused(first.appendBuffer(ClientFrames.frame(firstByte)), "within another");
  }

  @Test
  void thePartsTogetherAreNoLongerThanTheLimit() throws InvalidFrameException {
    byte[] half = new byte[MAX_LENGTH / 2];
    Buffer whole =
        Buffer.buffer()
            .appendBuffer(ClientFrames.frame(ClientFrames.FIRST_TEXT_PART, half))
            .appendBuffer(ClientFrames.frame(ClientFrames.PART, half));
    assertThat(read(whole.copy().appendBuffer(ClientFrames.frame(0x80)))).hasSize(3);

    assertRefused(whole.appendBuffer(ClientFrames.frame(0x80, (byte) 'x')), "at most 65536");
  }

  @Test
  void aPartThatIsTooLongIsRefusedByItsHeadAlone() throws InvalidFrameException {
    read(ClientFrames.frame(ClientFrames.FIRST_TEXT_PART, (byte) 'a'));

    assertThatThrownBy(() -> read(ClientFrames.head(ClientFrames.PART, MAX_LENGTH)))
        .isInstanceOf(InvalidFrameException.class)
        .hasMessageContaining("a message has at most 65536");
  }

  @Test
  void whatFollowsAFrameThatIsRefusedIsLeft() throws InvalidFrameException {
    Buffer refused = ClientFrames.frame(0x83);
    Buffer stream =
        ClientFrames.text("a").appendBuffer(refused).appendBuffer(ClientFrames.text("b"));

    assertThatThrownBy(() -> read(stream)).isInstanceOf(InvalidFrameException.class);
    assertThat(reader.rest()).isEqualTo(refused.appendBuffer(ClientFrames.text("b")));
  }

  /** Copied for every byte, this one would be half a terabyte. */
  @Test
  @Timeout(20)
  void aFrameThatComesByteByByteIsNotCopiedForEveryByte() throws InvalidFrameException {
    int length = 1 << 20;
    Buffer frame = ClientFrames.frame(ClientFrames.TEXT, new byte[length]);
    FrameReader longReader = new FrameReader(length);
    Optional<Inbound> message = Optional.empty();
    for (int i = 0; i < frame.length(); i++) {
      longReader.add(frame.getBuffer(i, i + 1));
      message = longReader.next();
    }

    assertThat(message).contains(new Inbound.Text("\0".repeat(length)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80", // a continuation of nothing
        "c3", // cut off
        "e282",
        "f09f98",
        "c328", // no continuation where there must be one
        "c080", // longer than it need be
        "c1bf",
        "e08080",
        "e09fbf",
        "f0808080",
        "f08fbfbf",
        "eda080", // halves of surrogate pairs
        "edbfbf",
        "eda080edb080",
        "f4908080", // above U+10FFFF
        "f8888080",
        "fe",
        "ff",
        "61ff62"
      })
  void textThatIsNotUtf8IsRefusedHoweverItIsCut(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);

    assertRefused(ClientFrames.frame(ClientFrames.TEXT, bytes), "UTF-8");
    for (int cut = 0; cut <= bytes.length; cut++) {
      Buffer payload = Buffer.buffer(bytes);
      assertRefused(
          Buffer.buffer()
              .appendBuffer(
                  ClientFrames.frame(ClientFrames.FIRST_TEXT_PART, payload.getBytes(0, cut)))
              .appendBuffer(
                  ClientFrames.frame(ClientFrames.LAST_PART, payload.getBytes(cut, bytes.length))),
          "UTF-8");
    }
    assertRefused(
        ClientFrames.frame(
            ClientFrames.CLOSE,
            Buffer.buffer().appendUnsignedShort(1000).appendBytes(bytes).getBytes()),
        "UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c0", "61ff", "c328", "e08080", "eda080", "f4908080", "80"})
  void aPartThatCanBecomeNoUtf8IsRefusedBeforeTheRestComes(String hex) {
    assertRefused(
        ClientFrames.frame(ClientFrames.FIRST_TEXT_PART, HexFormat.of().parseHex(hex)), "UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "7f", "c280", "efbfbf", "efbfbe", "f48fbfbf", "ed9fbf", "ee8080"})
  void everyCharacterThatThereIsMayBeSent(String hex) throws InvalidFrameException {
    byte[] bytes = HexFormat.of().parseHex(hex);

    assertThat(read(ClientFrames.frame(ClientFrames.TEXT, bytes)))
        .containsExactly(new Inbound.Text(Buffer.buffer(bytes).toString()));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000,
        4999
      })
  void aCloseTellsItsCode(int code) throws InvalidFrameException {
    assertThat(read(ClientFrames.close(code, "it was enough")))
        .containsExactly(new Inbound.Close(OptionalInt.of(code)));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 32_768, 65_535})
  void aCloseWithACodeThatIsNotForTheWireIsRefused(int code) {
    assertRefused(ClientFrames.close(code, ""), "must not be sent");
  }

  @Test
  void aCloseMayBeWithoutACodeButNotWithHalfOfOne() throws InvalidFrameException {
    assertThat(read(ClientFrames.frame(ClientFrames.CLOSE)))
        .containsExactly(new Inbound.Close(OptionalInt.empty()));
    assertRefused(ClientFrames.frame(ClientFrames.CLOSE, (byte) 3), "half a code");
  }

  @Test
  void theReasonOfACloseMayBeAsLongAsTheFrame() throws InvalidFrameException {
    assertThat(read(ClientFrames.close(1000, "r".repeat(123)))).hasSize(1);
  }

  /** However a stream is cut into packets, the same comes out of it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100, 1_000, 5_000, 1 << 20})
  void everyCutOfTheStreamGivesTheSame(int longestPacket) throws InvalidFrameException {
    Random random = new Random(longestPacket);
    Buffer stream = Buffer.buffer();
    for (int i = 0; i < 300; i++) {
      appendMessage(stream, random);
    }
    List<Inbound> atOnce = read(stream);
    assertThat(atOnce).hasSizeGreaterThan(300);

    FrameReader another = new FrameReader(MAX_LENGTH);
    List<Inbound> inPackets = new ArrayList<>();
    int at = 0;
    while (at < stream.length()) {
      int end = Math.min(stream.length(), at + 1 + random.nextInt(longestPacket));
      inPackets.addAll(read(another, stream.getBuffer(at, end)));
      at = end;
    }

    assertThat(inPackets).isEqualTo(atOnce);
  }

  private static void appendMessage(Buffer stream, Random random) {
    byte[] text =
        ClientFrames.utf8("aé€😀".repeat(random.nextInt(random.nextInt(20) == 0 ? 900 : 9)));
    int at = 0;
    int first = ClientFrames.FIRST_TEXT_PART;
    while (random.nextBoolean()) {
      int end = at + random.nextInt(text.length - at + 1);
      stream.appendBuffer(ClientFrames.frame(first, Buffer.buffer(text).getBytes(at, end)));
      if (random.nextBoolean()) {
        stream.appendBuffer(ClientFrames.frame(ClientFrames.PING, new byte[random.nextInt(126)]));
      }
      first = ClientFrames.PART;
      at = end;
    }
    stream.appendBuffer(
        ClientFrames.frame(0x80 | first, Buffer.buffer(text).getBytes(at, text.length)));
  }

  private List<Inbound> read(Buffer bytes) throws InvalidFrameException {
    return read(reader, bytes);
  }

  private static List<Inbound> read(FrameReader reader, Buffer bytes) throws InvalidFrameException {
    reader.add(bytes);
    List<Inbound> all = new ArrayList<>();
    Optional<Inbound> next = reader.next();
    while (next.isPresent()) {
      all.add(next.get());
      next = reader.next();
    }
    return all;
  }

  private static void assertRefused(Buffer bytes, String why) {
    assertThatThrownBy(() -> read(new FrameReader(MAX_LENGTH), bytes))
        .isInstanceOf(InvalidFrameException.class)
        .hasMessageContaining(why);
  }
}
