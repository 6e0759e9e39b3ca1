package io.github.vertxwpd.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.audit.Caller.Via;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditRecordTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:14:00.120Z");

  @Test
  void aRecordHasItsMembersInAFixedOrderAndItsHashAtTheEnd() {
    Caller caller =
        new Caller("tok_7", Optional.of(Role.OPERATOR), Via.REST, Optional.of("192.0.2.7"));
    AuditEntry entry =
        AuditEntry.denied(
            AuditAction.COMMAND,
            caller,
            ProblemCode.FORBIDDEN,
            new JsonObject().put("verb", "disconnect"));

    AuditRecord record = AuditRecord.after(ChainPlace.START, NOW, entry);

    assertThat(line(record))
        .isEqualTo(
            "{\"seq\":1,\"time\":\"2026-11-22T09:14:00.120Z\",\"prev\":\"sha256:"
                + "0".repeat(64)
                + "\",\"action\":\"command\",\"actor\":{\"subject\":\"tok_7\",\"role\":\"operator\","
                + "\"via\":\"rest\",\"address\":\"192.0.2.7\"},\"decision\":\"deny\","
                + "\"reason\":\"forbidden\",\"verb\":\"disconnect\",\"hash\":\""
                + record.place().hash()
                + "\"}");
  }

  @Test
  void theHashIsThatOfTheLineWithoutTheHash() throws Exception {
    AuditRecord record = AuditRecord.after(ChainPlace.START, NOW, entry("Größe \u2028 \n \"x\""));
    String line = line(record);
    String hash = new JsonObject(line).getString("hash");
    String without = line.replace(",\"hash\":\"" + hash + "\"", "");

    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(without.getBytes(StandardCharsets.UTF_8));

    assertThat(hash).isEqualTo("sha256:" + HexFormat.of().formatHex(digest));
    assertThat(record.line()).hasSize(without.getBytes(StandardCharsets.UTF_8).length + 81);
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws Exception {
    AuditRecord first = AuditRecord.after(ChainPlace.START, NOW, entry("one"));
    AuditRecord second = AuditRecord.after(first.place(), NOW, entry("two"));

    AuditRecord read = AuditRecord.read(second.line());

    assertThat(read.place()).isEqualTo(second.place());
    assertThat(read.prev()).isEqualTo(first.place().hash());
    assertThat(read.time()).isEqualTo(NOW);
    assertThat(read.json().getString("name")).isEqualTo("two");
  }

  @Test
  void aLineThatIsNoRecordSaysWhy() {
    byte[] line = AuditRecord.after(ChainPlace.START, NOW, entry("one")).line();
    line[20] ^= 1;

    assertThatThrownBy(() -> AuditRecord.read(line)).hasMessageContaining("was changed");
    assertThatThrownBy(() -> AuditRecord.read(new byte[0])).hasMessageContaining("no whole record");
    assertThatThrownBy(() -> AuditRecord.read("{}".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("no whole record");
  }

  @Test
  void aLineWithAHashThatFitsIsNoRecordByThatAlone() {
    assertThatThrownBy(() -> AuditRecord.read(hashed("{\"seq\":1")))
        .hasMessageContaining("seq, time, prev or action is missing");
    assertThatThrownBy(() -> AuditRecord.read(hashed("{\"seq\"")))
        .hasMessageContaining("no record, although its hash fits");
    assertThatThrownBy(
            () ->
                AuditRecord.read(
                    hashed("{\"seq\":1,\"time\":\"now\",\"prev\":\"x\",\"action\":\"y\"")))
        .hasMessageContaining("no record, although its hash fits");
  }

  private static byte[] hashed(String body) {
    String hash = Sha256.of((body + "}").getBytes(StandardCharsets.UTF_8));
    return (body + ",\"hash\":\"" + hash + "\"}").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void longTextsAreCutWhereverTheyAre() {
    String longText = "x".repeat(100_000);
    JsonObject details =
        new JsonObject()
            .put("path", longText)
            .put("inner", new JsonObject().put("list", new JsonArray().add(longText).add(7)));
    Caller caller = new Caller(longText, Optional.empty(), Via.WEBSOCKET, Optional.of("192.0.2.7"));

    AuditRecord record =
        AuditRecord.after(
            ChainPlace.START, NOW, AuditEntry.happened(AuditAction.LOGIN, caller, details));

    assertThat(record.line().length).isLessThan(4_000);
    assertThat(record.json().getString("path")).hasSize(Bounded.MAX_TEXT + 1).endsWith("…");
    assertThat(record.json().getJsonObject("inner").getJsonArray("list").getInteger(1))
        .isEqualTo(7);
  }

  @Test
  void aDetailCannotTakeTheNameOfAMember() {
    for (String name : List.of("seq", "prev", "hash", "actor", "decision")) {
      JsonObject details = new JsonObject().put(name, "mine");

      assertThatThrownBy(() -> AuditEntry.happened(AuditAction.LOGIN, Caller.BUS, details))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(name);
    }
  }

  private static AuditEntry entry(String name) {
    return AuditTestBase.entry(name);
  }

  private static String line(AuditRecord record) {
    return new String(record.line(), StandardCharsets.UTF_8);
  }
}
