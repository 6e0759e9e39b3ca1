package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vertxwpd.WpdException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  @Test
  void everyKindOfValueIsRead() throws InvalidJsonException {
    String text = "{\"a\":[1,-2.5,1e3,\"é😀\\u0000\",true,false,null,{}],\"\":9223372036854775808}";

    assertThat(StrictJson.decode(text))
        .contains(
            new JsonObject()
                .put(
                    "a",
                    new JsonArray()
                        .add(1)
                        .add(-2.5)
                        .add(1000.0)
                        .add("é😀\0")
                        .add(true)
                        .add(false)
                        .addNull()
                        .add(new JsonObject()))
                .put("", new BigInteger("9223372036854775808")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "\"text\"",
        "true",
        " [ ] ",
        "{\"a\":{\"b\":[[1.5]]}}",
        "12345678901234567890.5"
      })
  void whatIsReadIsWhatVertxReads(String text) throws InvalidJsonException {
    assertThat(StrictJson.decode(text)).contains(Json.decodeValue(text));
    assertThat(StrictJson.decode(Buffer.buffer(text))).contains(Json.decodeValue(text));
  }

  @Test
  void nullIsNoValue() throws InvalidJsonException {
    assertThat(StrictJson.decode("null")).isEmpty();
  }

  @Test
  void valuesMayBeNestedAsDeepAsTheLimit() throws InvalidJsonException {
    int half = StrictJson.MAX_DEPTH / 2;
    String deepest = "[{\"a\":".repeat(half) + "1" + "}]".repeat(half);
    assertThat(StrictJson.decode(deepest)).isPresent();

    assertRefused("[" + deepest + "]", "is nested deeper than 32 levels");
    assertRefused("[".repeat(100_000), "is nested deeper than 32 levels");
    assertRefused("{\"a\":".repeat(100_000), "is nested deeper than 32 levels");
  }

  @Test
  void depthIsNotLength() throws InvalidJsonException {
    assertThat(StrictJson.decode("[" + "[[]],".repeat(10_000) + "1]")).isPresent();
  }

  @Test
  void aNumberMayBeAsLongAsTheLimit() throws InvalidJsonException {
    String longest = "9".repeat(StrictJson.MAX_NUMBER_LENGTH);
    assertThat(StrictJson.decode(longest)).contains(new BigInteger(longest));

    assertRefused(longest + "9", "has a number of more than 64 characters");
    assertRefused("-" + longest, "has a number of more than 64 characters");
    assertRefused("0." + longest, "has a number of more than 64 characters");
    assertRefused("9".repeat(1_000_000), "has a number of more than 64 characters");
  }

  @Test
  void aTextMayBeAsLongAsWhoeverTookItAllowed() throws InvalidJsonException {
    String name = "n".repeat(1 << 20);
    assertThat(StrictJson.decode("{\"" + name + "\":\"" + name + "\"}"))
        .contains(new JsonObject().put(name, name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"a\":1} | has the member \"a\" twice",
        "{\"a\":1,\"\\u0061\":2} | has the member \"a\" twice",
        "{\"x\":{\"a\":null,\"b\":1,\"a\":2}} | has the member \"a\" twice",
        "1e999 | has a number that is too large",
        "[-1e400] | has a number that is too large",
        "\"\\ud800\" | has half of a character, a surrogate without the other",
        "\"\\udc00\\ud800\" | has half of a character, a surrogate without the other",
        "{\"\\ud83d\":1} | has half of a character, a surrogate without the other",
        "{} {} | goes on after its JSON value",
        "{},1 | is not JSON",
        "1 2 | goes on after its JSON value",
        "{} x | is not JSON",
        "[1,] | is not JSON",
        "{\"a\":1,} | is not JSON",
        "{a:1} | is not JSON",
        "{'a':1} | is not JSON",
        "[1 /* one */] | is not JSON",
        "NaN | is not JSON",
        "Infinity | is not JSON",
        "01 | is not JSON",
        "+1 | is not JSON",
        ".5 | is not JSON",
        "0x1 | is not JSON",
        "{ | is not JSON",
        "[ | is not JSON",
        "{\"a\" | is not JSON",
        "] | is not JSON",
        "\"\\x\" | is not JSON",
        "\"\\u00g0\" | is not JSON",
        "tru | is not JSON",
        "`` | is not JSON",
        "`  ` | is not JSON"
      })
  void whatTwoReadersCouldUnderstandDifferentlyIsRefused(String text, String what) {
    assertRefused(text, what);
  }

  @Test
  void controlCharactersInATextMustBeEscaped() {
    assertRefused("\"a\nb\"", "is not JSON");
    assertRefused("\"a\0b\"", "is not JSON");
    assertRefused("\0{}", "is not JSON");
  }

  @Test
  void aLongNameIsShortenedWhereItIsTold() {
    String name = "n".repeat(1_000);
    assertRefused(
        "{\"%s\":1,\"%s\":2}".formatted(name, name),
        "has the member \"" + "n".repeat(40) + "…\" twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"22c0af22", "22eda08022", "22ff22", "22c3", "feff007b007d", "007b007d"})
  void bytesThatAreNoUtf8AreRefused(String hex) {
    Buffer bytes = Buffer.buffer(HexFormat.of().parseHex(hex));

    assertThatThrownBy(() -> StrictJson.decode(bytes)).isInstanceOf(InvalidJsonException.class);
  }

  @Test
  void otherEncodingsAreNotGuessed() {
    Buffer wide = Buffer.buffer("{\"a\":\"é\"}".getBytes(StandardCharsets.UTF_16LE));

    assertThatThrownBy(() -> StrictJson.decode(wide)).isInstanceOf(InvalidJsonException.class);
  }

  @Test
  void aClientIsToldWhatIsWrongAndNothingOfThePrograms() {
    for (String text : new String[] {"[".repeat(99), "{\"a\":1,\"a\":1}", "{", "1e999", "1 1"}) {
      InvalidJsonException refused =
          catchThrowableOfType(InvalidJsonException.class, () -> StrictJson.decode(text));
      assertThat(refused.getMessage())
          .doesNotContainPattern("[a-z]\\.[a-z]|Exception|Stream|Source");
      assertThat(refused).isNotInstanceOf(WpdException.class).hasNoCause();
    }
  }

  private static void assertRefused(String text, String what) {
    assertThatThrownBy(() -> StrictJson.decode(text))
        .isInstanceOf(InvalidJsonException.class)
        .hasMessage(what);
    assertThatThrownBy(() -> StrictJson.decode(Buffer.buffer(text)))
        .isInstanceOf(InvalidJsonException.class)
        .hasMessage(what);
  }
}
