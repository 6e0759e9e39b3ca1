package io.github.vertxwpd.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a crash leaves at the end of a file. */
class TornTailTest extends AuditTestBase {
  @ParameterizedTest
  @ValueSource(ints = {2, 40, 82, 83, 150, 250})
  void aLineThatLacksItsEndStaysAndTheNextRecordTellsOfIt(int missing) throws Exception {
    write(open(), 1, 3);
    byte[] whole = Files.readAllBytes(today());
    byte[] cut = Arrays.copyOf(whole, whole.length - missing);
    Files.write(today(), cut);
    byte[] torn = Arrays.copyOfRange(cut, startOfLine(whole, 3), cut.length);

    write(open(), 4, 4);

    byte[] after = Files.readAllBytes(today());
    assertThat(Arrays.copyOf(after, cut.length)).isEqualTo(cut);
    assertThat(after[cut.length]).isEqualTo((byte) '\n');
    JsonObject recovered =
        new JsonObject(new String(after, StandardCharsets.UTF_8).lines().toList().get(3));
    assertThat(recovered.getString("action")).isEqualTo("audit.recovered");
    assertThat(recovered.getLong("seq")).isEqualTo(3);
    assertThat(recovered.getString("torn")).isEqualTo(Sha256.of(torn));
    assertThat(recovered.getLong("tornBytes")).isEqualTo(torn.length);
    assertThat(verify().holds()).isTrue();
    assertThat(chain().recovered())
        .containsExactly(new RecoveredPart("gateway-20261122.ndjson", 4, torn.length));
  }

  @Test
  void aRecordThatLacksItsLineFeedAloneIsWhole() throws Exception {
    write(open(), 1, 3);
    byte[] whole = Files.readAllBytes(today());
    Files.write(today(), Arrays.copyOf(whole, whole.length - 1));
    assertThat(chain().records()).isEqualTo(2);

    write(open(), 4, 4);

    assertThat(names()).containsExactly("entry 1", "entry 2", "entry 3", "entry 4");
    assertThat(verify().holds()).isTrue();
  }

  @Test
  void aLastLineThatIsNotVerifiableIsRecovered() throws Exception {
    write(open(), 1, 2);
    Files.writeString(today(), "half a rec\n", StandardOpenOption.APPEND);
    assertThat(verify().holds()).isFalse();

    write(open(), 3, 3);

    assertThat(verify().holds()).isTrue();
    assertThat(chain().records()).isEqualTo(4);
  }

  @Test
  void theNextDayTellsOfWhatIsInTheFileBefore() throws Exception {
    write(open(), 1, 2);
    Files.writeString(today(), "half", StandardOpenOption.APPEND);

    write(open(NOW.plus(Duration.ofDays(1))), 3, 3);

    assertThat(today()).content().endsWith("half\n");
    assertThat(verify().holds()).isTrue();
    assertThat(chain().recovered())
        .containsExactly(new RecoveredPart("gateway-20261123.ndjson", 1, 4));
  }

  @Test
  void aFileThatIsTornFromItsBeginningIsRecovered() throws Exception {
    write(open(), 1, 2);
    Path next = file("20261123");
    Files.writeString(next, "{\"seq\":3,");

    write(open(NOW.plus(Duration.ofDays(1))), 3, 3);

    assertThat(verify().holds()).isTrue();
    assertThat(chain().recovered()).containsExactly(new RecoveredPart(name(next), 2, 9));
  }

  @Test
  void aFirstFileThatIsTornFromItsBeginningIsRecovered() throws Exception {
    Files.writeString(today(), "{\"se");

    write(open(), 1, 1);

    assertThat(verify().holds()).isTrue();
    assertThat(chain().records()).isEqualTo(2);
  }

  @Test
  void aTornLineThatWasEndedButNotToldOfIsToldOfLater() throws Exception {
    write(open(), 1, 2);
    Files.writeString(today(), "half\n", StandardOpenOption.APPEND);

    write(open(), 3, 3);
    write(open(), 4, 4);

    assertThat(verify().holds()).isTrue();
    assertThat(chain().recovered()).hasSize(1);
  }

  /** A power cut may lose a page in the middle of a write and keep the one behind it. */
  @Test
  void aHoleIsRecoveredWithAllThatIsBehindIt() throws Exception {
    write(open(), 1, 10);
    byte[] bytes = Files.readAllBytes(today());
    Arrays.fill(bytes, startOfLine(bytes, 6) + 30, startOfLine(bytes, 8) + 30, (byte) 0);
    Files.write(today(), bytes);
    assertThat(chain().broken().orElseThrow().detail()).contains("power cut");

    write(open(), 11, 11);

    assertThat(verify().holds()).isTrue();
    assertThat(chain().records()).isEqualTo(7);
    assertThat(chain().recovered())
        .containsExactly(
            new RecoveredPart(name(today()), 9, bytes.length - 1 - startOfLine(bytes, 6)));
  }

  /** A changed record is no torn one: the chain goes on behind it, and stays broken. */
  @Test
  void whatWasChangedBeforeTheEndStaysBrokenAcrossARestart() throws Exception {
    write(open(), 1, 10);
    String text = Files.readString(today());
    Files.writeString(today(), text.replace("entry 5", "entry 7"));

    write(open(), 11, 11);

    assertThat(Files.readAllLines(today())).hasSize(11);
    assertThat(chain().broken())
        .contains(
            new ChainReport.Break(
                name(today()), 5, "was changed: its hash is not that of what it says"));
    assertThat(chain().records()).isEqualTo(4);
  }

  @Test
  void aRecordCannotBePassedOffAsTorn() throws Exception {
    write(open(), 1, 4);
    Files.writeString(today(), "half", StandardOpenOption.APPEND);
    write(open(), 5, 5);
    String text = Files.readString(today());

    Files.writeString(today(), text.replace("half\n", ""));
    assertThat(chain().broken().orElseThrow().detail()).contains("none is before it");
    Files.writeString(today(), text.replace("half\n", "calf\n"));
    assertThat(chain().broken().orElseThrow().detail()).contains("no whole record");
    Files.writeString(today(), text.replace("half\n", "half\nhalf\n"));
    assertThat(verify().holds()).isFalse();
    Files.writeString(today(), text);
    assertThat(verify().holds()).isTrue();
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /** Returns where a line begins, counted from 1. */
  private static int startOfLine(byte[] bytes, int number) {
    int line = 1;
    for (int i = 0; i < bytes.length; i++) {
      if (line == number) {
        return i;
      }
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return bytes.length;
  }
}
