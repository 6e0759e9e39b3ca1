package io.github.vertxwpd.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads JSON that comes from outside the process. What two readers could understand differently
 * (RFC 7493) is refused: a member that stands twice, half of a character, a number that is out of
 * range, and whatever follows the value; so is what only costs: deep nesting and long numbers.
 * Texts are as long as whoever took the whole allowed.
 */
final class StrictJson {
  /** How deep arrays and objects may be nested: {@value}. */
  static final int MAX_DEPTH = 32;

  /** How many characters a number may have: {@value}. */
  static final int MAX_NUMBER_LENGTH = 64;

  private static final int MAX_SHOWN_NAME = 40;

  /** Keeps no names that clients made up, and leaves the limits to this class. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonParser parser;
  private int depth;

  private StrictJson(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads a text.
   *
   * @return a {@link JsonObject}, a {@link JsonArray}, a {@link String}, a {@link Number} or a
   *     {@link Boolean}; empty where the text is {@code null}
   */
  static Optional<Object> decode(String text) throws InvalidJsonException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      StrictJson reader = new StrictJson(parser);
      Optional<Object> value = Optional.ofNullable(reader.value(parser.nextToken()));
      reader.expectEnd();
      return value;
    } catch (IOException e) {
      throw new InvalidJsonException("is not JSON");
    }
  }

  /** Reads a text in UTF-8, which is what JSON between systems is in (RFC 8259, section 8.1). */
  static Optional<Object> decode(Buffer utf8) throws InvalidJsonException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(utf8.getBytes());
      return decode(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      throw new InvalidJsonException("is not UTF-8");
    }
  }

  private Object value(JsonToken token) throws IOException, InvalidJsonException {
    if (token == null) {
      throw new InvalidJsonException("is not JSON");
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new InvalidJsonException("is not JSON");
    };
  }

  private JsonObject object() throws IOException, InvalidJsonException {
    descend();
    JsonObject object = new JsonObject();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = text(parser.currentName());
      if (object.containsKey(name)) {
        throw new InvalidJsonException("has the member \"" + shortened(name) + "\" twice");
      }
      object.put(name, value(parser.nextToken()));
    }
    depth--;
    return object;
  }

  private JsonArray array() throws IOException, InvalidJsonException {
    descend();
    JsonArray array = new JsonArray();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      array.add(value(t));
    }
    depth--;
    return array;
  }

  private void descend() throws InvalidJsonException {
    depth++;
    if (depth > MAX_DEPTH) {
      throw new InvalidJsonException("is nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  private Number number() throws IOException, InvalidJsonException {
    if (parser.getTextLength() > MAX_NUMBER_LENGTH) {
      throw new InvalidJsonException(
          "has a number of more than " + MAX_NUMBER_LENGTH + " characters");
    }
    Number number = parser.getNumberValue();
    if (!Double.isFinite(number.doubleValue())) {
      throw new InvalidJsonException("has a number that is too large");
    }
    return number;
  }

  private static String text(String text) throws InvalidJsonException {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean pair =
            Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new InvalidJsonException("has half of a character, a surrogate without the other");
        }
        i++;
      }
    }
    return text;
  }

  private void expectEnd() throws IOException, InvalidJsonException {
    if (parser.nextToken() != null) {
      throw new InvalidJsonException("goes on after its JSON value");
    }
  }

  private static String shortened(String name) {
    return name.length() <= MAX_SHOWN_NAME ? name : name.substring(0, MAX_SHOWN_NAME) + "…";
  }
}
