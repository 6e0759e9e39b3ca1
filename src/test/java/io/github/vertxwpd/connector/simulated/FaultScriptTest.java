package io.github.vertxwpd.connector.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.SimulatorOptions;
import io.github.vertxwpd.model.Hresult;
import io.vertx.core.json.JsonObject;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultScriptTest {
  private static final int DEVICES = 8;

  private static FaultScript script(String json) {
    return FaultScript.parse(new JsonObject(json), DEVICES);
  }

  @Test
  void aNumberNamesOneDevice() {
    FaultScript script = script("{'2': 'never'}".replace('\'', '"'));
    assertThat(script.of(1)).isEmpty();
    assertThat(script.of(2)).contains(new Fault.Never());
    assertThat(script.of(3)).isEmpty();
  }

  @Test
  void aStarNamesEveryDeviceWithoutAnEntryOfItsOwn() {
    FaultScript script = script("{'*': 'inline', '2': 'twice'}".replace('\'', '"'));
    assertThat(script.of(1)).contains(new Fault.Inline());
    assertThat(script.of(2)).contains(new Fault.Twice());
    assertThat(script.of(DEVICES)).contains(new Fault.Inline());
  }

  @Test
  void aStarIsFineWithoutAnyDevice() {
    assertThat(FaultScript.parse(new JsonObject().put("*", "never"), 0)).isNotNull();
  }

  @Test
  void faultsHaveDefaults() {
    assertThat(FaultParser.parse("late")).isEqualTo(new Fault.Late(65_000));
    assertThat(FaultParser.parse("hang")).isEqualTo(new Fault.Hang(OptionalLong.empty()));
    assertThat(FaultParser.parse("refuse")).isEqualTo(new Fault.Refuse(new Hresult(0x800700AA)));
    assertThat(FaultParser.parse("flap")).isEqualTo(new Fault.Flap(2_000));
    assertThat(FaultParser.parse("vanish")).isEqualTo(new Fault.Vanish(OptionalLong.empty()));
  }

  @Test
  void faultsTakeAnArgument() {
    assertThat(FaultParser.parse("late:90000")).isEqualTo(new Fault.Late(90_000));
    assertThat(FaultParser.parse("hang:500")).isEqualTo(new Fault.Hang(OptionalLong.of(500)));
    assertThat(FaultParser.parse("refuse:0x80070005"))
        .isEqualTo(new Fault.Refuse(Hresult.E_ACCESSDENIED));
    assertThat(FaultParser.parse("flap:0")).isEqualTo(new Fault.Flap(0));
    assertThat(FaultParser.parse("vanish:86400000"))
        .isEqualTo(new Fault.Vanish(OptionalLong.of(86_400_000)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1   | nevr              | unknown fault "nevr"; did you mean "never"?
          1   | Late:5            | unknown fault "Late"; did you mean "late"?
          1   | explode-violently | unknown fault "explode-violently"
          *   | ''                | unknown fault ""
          1   | never:5           | "never" takes no argument, but has "5"
          1   | twice:            | "twice" takes no argument, but has ""
          2   | late:soon         | "late" takes whole milliseconds from 0 to 86400000, not "soon"
          2   | flap:             | "flap" takes whole milliseconds from 0 to 86400000, not ""
          2   | hang:-1           | "hang" takes whole milliseconds from 0 to 86400000, not "-1"
          2   | vanish:86400001   | "vanish" takes whole milliseconds from 0 to 86400000
          3   | refuse:busy       | not an HRESULT such as 0x80070005: busy
          3   | refuse:0x00000000 | "refuse" takes a failing HRESULT, from 0x80000000 on
          0   | never             | not a device's number (1 is the first)
          01  | never             | not a device's number (1 is the first)
          -1  | never             | not a device's number (1 is the first)
          one | never             | not a device's number (1 is the first)
          9   | never             | no device has that number: simulated.devices is 8
          99999999999 | never     | no device has that number: simulated.devices is 8
          """)
  void aBadEntryIsRefusedByNameWithTheKnownFaults(String entry, String fault, String why) {
    assertThatThrownBy(() -> FaultScript.parse(new JsonObject().put(entry, fault), DEVICES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("simulated.script, entry \"" + entry + "\": " + why)
        .hasMessageEndingWith(
            "(known faults: never, twice, late[:ms], inline, hang[:ms], refuse[:hresult],"
                + " flap[:ms], vanish[:ms])");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"1": 5}         | a fault is a text such as "never", not 5
          {"1": null}      | a fault is a text such as "never", not null
          {"1": ["never"]} | a fault is a text such as "never", not ["never"]
          """)
  void aFaultThatIsNoTextIsRefused(String json, String why) {
    assertThatThrownBy(() -> script(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("entry \"1\": " + why);
  }

  @Test
  void theProviderRefusesABadScript() {
    SimulatorOptions options = new SimulatorOptions().setScript(new JsonObject().put("1", "hung"));
    assertThatThrownBy(() -> new SimulatedProvider(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did you mean \"hang\"?");
  }

  @ParameterizedTest
  @CsvSource({"-1, 300, simulated.devices", "5001, 300, simulated.devices", "8, -1, latencyMs"})
  void theProviderRefusesNumbersOutOfBounds(int devices, long latencyMs, String key) {
    SimulatorOptions options = new SimulatorOptions().setDevices(devices).setLatencyMs(latencyMs);
    assertThatThrownBy(() -> new SimulatedProvider(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key);
  }
}
