package io.github.vertxwpd.connector.simulated;

import io.github.vertxwpd.connector.simulated.Fault.Flap;
import io.github.vertxwpd.connector.simulated.Fault.Hang;
import io.github.vertxwpd.connector.simulated.Fault.Inline;
import io.github.vertxwpd.connector.simulated.Fault.Late;
import io.github.vertxwpd.connector.simulated.Fault.Never;
import io.github.vertxwpd.connector.simulated.Fault.Refuse;
import io.github.vertxwpd.connector.simulated.Fault.Twice;
import io.github.vertxwpd.connector.simulated.Fault.Vanish;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.NearestName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads one fault as it is written in a script: its name and perhaps an argument. */
final class FaultParser {
  /** How each fault is written. */
  static final String FORMS =
      "never, twice, late[:ms], inline, hang[:ms], refuse[:hresult], flap[:ms], vanish[:ms]";

  /** The longest time that a script may name, in milliseconds: a day. */
  static final long MAX_MS = 86_400_000;

  private static final List<String> NAMES =
      List.of("never", "twice", "late", "inline", "hang", "refuse", "flap", "vanish");

  private FaultParser() {}

  /**
   * Reads a fault.
   *
   * @param text such as {@code never} or {@code late:90000}
   * @throws IllegalArgumentException where the fault is not known or its argument is not valid
   */
  static Fault parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    Optional<String> argument =
        colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1));
    return switch (name) {
      case "never" -> withoutArgument(new Never(), name, argument);
      case "twice" -> withoutArgument(new Twice(), name, argument);
      case "late" -> new Late(milliseconds(name, argument).orElse(Late.DEFAULT_MS));
      case "inline" -> withoutArgument(new Inline(), name, argument);
      case "hang" -> new Hang(milliseconds(name, argument));
      case "refuse" -> new Refuse(argument.map(FaultParser::failure).orElse(Hresult.ERROR_BUSY));
      case "flap" -> new Flap(milliseconds(name, argument).orElse(Flap.DEFAULT_MS));
      case "vanish" -> new Vanish(milliseconds(name, argument));
      default -> throw unknown(name);
    };
  }

  private static IllegalArgumentException unknown(String name) {
    String hint =
        NearestName.find(name, NAMES).map(near -> "; did you mean \"" + near + "\"?").orElse("");
    return new IllegalArgumentException("unknown fault \"" + name + "\"" + hint);
  }

  private static Fault withoutArgument(Fault fault, String name, Optional<String> argument) {
    if (argument.isPresent()) {
      throw new IllegalArgumentException(
          "\"%s\" takes no argument, but has \"%s\"".formatted(name, argument.get()));
    }
    return fault;
  }

  private static OptionalLong milliseconds(String name, Optional<String> argument) {
    if (argument.isEmpty()) {
      return OptionalLong.empty();
    }
    String digits = argument.get();
    if (!digits.matches("[0-9]{1,8}") || Long.parseLong(digits) > MAX_MS) {
      throw new IllegalArgumentException(
          "\"%s\" takes whole milliseconds from 0 to %d, not \"%s\""
              .formatted(name, MAX_MS, digits));
    }
    return OptionalLong.of(Long.parseLong(digits));
  }

  private static Hresult failure(String text) {
    Hresult status = Hresult.parse(text);
    if (status.succeeded()) {
      throw new IllegalArgumentException(
          "\"refuse\" takes a failing HRESULT, from 0x80000000 on, not \"%s\"".formatted(text));
    }
    return status;
  }
}
