package io.github.vertxwpd.web.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloseSeekerTest {
  private final CloseSeeker seeker = new CloseSeeker();

  @Test
  void aCloseIsFoundWhateverItSays() {
    assertThat(new CloseSeeker().isAtEnd(ClientFrames.frame(ClientFrames.CLOSE))).isTrue();
    assertThat(new CloseSeeker().isAtEnd(ClientFrames.close(1005, "é"))).isTrue();
    assertThat(new CloseSeeker().isAtEnd(ClientFrames.unmasked(ClientFrames.CLOSE))).isTrue();
    assertThat(new CloseSeeker().isAtEnd(ClientFrames.frame(0x78, new byte[300]))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 200_000})
  void everythingElseIsPassedOver(int length) {
    assertThat(seeker.isAtEnd(ClientFrames.frame(0xF3, new byte[length]))).isFalse();
    assertThat(seeker.isAtEnd(ClientFrames.frame(ClientFrames.TEXT, new byte[length]))).isFalse();
    assertThat(seeker.isAtEnd(ClientFrames.unmasked(0x09, (byte) 0x88, (byte) 0x80))).isFalse();
    assertThat(seeker.isAtEnd(Buffer.buffer())).isFalse();
    assertThat(seeker.isAtEnd(ClientFrames.close(1000, ""))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0", "5", "70000"})
  void theCloseIsWaitedForUntilItsLastByte(int before) {
    Buffer bytes =
        ClientFrames.frame(ClientFrames.BINARY, new byte[before])
            .appendBuffer(ClientFrames.close(1000, "because"));

    for (int i = 0; i < bytes.length() - 1; i++) {
      assertThat(seeker.isAtEnd(bytes.getBuffer(i, i + 1))).isFalse();
    }
    assertThat(seeker.isAtEnd(bytes.getBuffer(bytes.length() - 1, bytes.length()))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void nothingIsFoundInAFrameThatDoesNotEnd(long length) {
    Buffer bytes =
        ClientFrames.head(ClientFrames.BINARY, 127, length)
            .appendBuffer(ClientFrames.close(1000, ""));

    assertThat(seeker.isAtEnd(bytes)).isFalse();
    assertThat(seeker.isAtEnd(ClientFrames.close(1000, ""))).isFalse();
  }
}
