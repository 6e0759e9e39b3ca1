package io.github.vertxwpd.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  @Test
  void aCursorIsReadAsItWasWrittenAndIsShort() {
    StreamPosition position = new StreamPosition("k3f9zz", 184_468);

    assertThat(StreamPosition.parse(position.toCursor())).contains(position);
    assertThat(new StreamPosition("k3f9zz", Long.MAX_VALUE).toCursor())
        .hasSizeLessThanOrEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "k3f9",
        "k3f9.",
        ".1",
        "k3f9.-1",
        "k3f9.1.1",
        "K3F9.1",
        "k3f9.01",
        "k3f9.00",
        "k3f9.1\n",
        "k3f9.zzzzzzzzzzzzzz",
        "k3f9.1y2p0ij32e8e8"
      })
  void aTextThatIsNoCursorIsNone(String text) {
    assertThat(StreamPosition.parse(text)).isEmpty();
  }

  @Test
  void aPortableCursorNamesThePositionInEachGatewaysStream() {
    PortableCursor cursor =
        new PortableCursor(
            Map.of("gw-1", new StreamPosition("aaaa", 7), "gw-2", new StreamPosition("bbbb", 0)));

    assertThat(PortableCursor.parse(cursor.encode())).contains(cursor);
    assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gw=a.1", "gw", "=a.1", "gw=a.1,", "gw=a.1,gw=a.2"})
  void aTextThatIsNoPortableCursorIsNone(String plain) {
    assertThat(PortableCursor.parse(plain)).isEmpty();
    if (!plain.equals("gw=a.1")) {
      String encoded =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
      assertThat(PortableCursor.parse(encoded)).isEmpty();
    }
  }

  /** Padding, bits that stand for nothing, another order, UTF-8 that is none. */
  @ParameterizedTest
  @ValueSource(
      strings = {"Z3cxPWEuMQ==", "Z3cxPWEuMR", "Z3cyPWEuMSxndzE9YS4x", "Z3cxPWEuMDE", "_z1hLjE"})
  void onlyWhatThisProgramWritesIsAPortableCursor(String text) {
    assertThat(PortableCursor.parse("Z3cxPWEuMQ").map(PortableCursor::encode))
        .contains("Z3cxPWEuMQ");

    assertThat(PortableCursor.parse(text)).isEmpty();
  }

  @Test
  void aPortableCursorThatIsTooLongIsNone() {
    assertThat(PortableCursor.parse("A".repeat(PortableCursor.MAX_LENGTH + 1))).isEmpty();
  }
}
