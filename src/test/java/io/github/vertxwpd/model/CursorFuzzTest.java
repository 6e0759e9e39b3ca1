package io.github.vertxwpd.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever a client says is a cursor is none, or the very text that the gateway gave for it. */
class CursorFuzzTest {
  @FuzzTest
  void parse(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    StreamPosition.parse(text)
        .ifPresent(
            position -> {
              assertThat(position.toCursor()).isEqualTo(text).hasSizeLessThanOrEqualTo(30);
              assertThat(position.offset()).isNotNegative();
            });
    PortableCursor.parse(text)
        .ifPresent(
            cursor -> {
              assertThat(cursor.encode()).isEqualTo(text);
              assertThat(cursor.positions()).isNotEmpty().doesNotContainKey("");
            });
  }
}
