package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** Whatever bytes come, they are refused in few words, or what everybody else reads in them too. */
class StrictJsonFuzzTest {
  private static final int LONGEST_REASON = 80;

  @FuzzTest
  void decode(byte[] data) throws InvalidJsonException {
    Optional<Object> value;
    try {
      value = StrictJson.decode(Buffer.buffer(data));
    } catch (InvalidJsonException e) {
      assertThat(e.getMessage()).isNotEmpty().hasSizeLessThan(LONGEST_REASON);
      return;
    }
    String text = new String(data, StandardCharsets.UTF_8);
    assertThat(StrictJson.decode(text)).isEqualTo(value);
    assertThat(Optional.ofNullable(Json.decodeValue(text))).isEqualTo(value);
    assertThat(value.map(StrictJsonFuzzTest::depth).orElse(0))
        .isLessThanOrEqualTo(StrictJson.MAX_DEPTH);
    String written = Json.encode(value.orElse(null));
    assertThat(StrictJson.decode(written)).isEqualTo(value);
  }

  private static int depth(Object value) {
    Stream<?> inner =
        value instanceof JsonObject object
            ? object.stream().map(member -> member.getValue())
            : value instanceof JsonArray array ? array.stream() : Stream.empty();
    int own = value instanceof JsonObject || value instanceof JsonArray ? 1 : 0;
    return own + inner.mapToInt(item -> item == null ? 0 : depth(item)).max().orElse(0);
  }
}
