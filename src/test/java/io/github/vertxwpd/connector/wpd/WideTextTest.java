package io.github.vertxwpd.connector.wpd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WideTextTest {
  private static final String TEXT = "\u643a\u5e2f\u96fb\u8a71, J\u00fcr";

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4, 6, 8})
  void aTextIsReadUpToItsTerminatorWhereverItBegins(int offset) {
    IntStream.rangeClosed(0, TEXT.length())
        .mapToObj(length -> TEXT.substring(0, length))
        .forEach(text -> assertThat(WideText.read(written(text, offset), 100)).isEqualTo(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void aTextIsReadNoFurtherThanItMayBe(int length) {
    assertThat(WideText.read(written(TEXT, 0), length)).isEqualTo(TEXT.substring(0, length));
  }

  private static Pointer written(String text, int offset) {
    Memory memory = new Memory(WideText.size(TEXT) + 2L * Long.BYTES);
    memory.clear();
    memory.setLong(memory.size() - Long.BYTES, -1);
    Pointer start = memory.share(offset);
    WideText.write(start, text);
    return start;
  }
}
