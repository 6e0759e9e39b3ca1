package io.github.vertxwpd.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  @TempDir private Path directory;

  @Test
  void everyKindOfEntryIsReadAsItWasWritten() throws IOException {
    JsonObject body = new JsonObject().put("timeoutMs", 1_000);
    JsonArray devices = new JsonArray().add(new JsonObject().put("device", "a"));
    List<Entry> entries =
        List.of(
            new Entry.RunStarted(7, new JsonObject().put("kills", 8)),
            new Entry.GatewayReady("k3f9", "http://127.0.0.1:1"),
            new Entry.GatewayKilled(true),
            new Entry.GatewayStopped(),
            new Entry.GatewayDied(134),
            new Entry.GatewaySuspended(),
            new Entry.GatewayContinued(),
            new Entry.JournalTorn("half a frame"),
            new Entry.Sent(1, "disconnect", "a", Optional.of("r1"), body),
            new Entry.Sent(2, "cancel", "op1", Optional.empty(), new JsonObject()),
            new Entry.Answered(1, 202, new JsonObject().put("operation", "op1")),
            new Entry.Unanswered(2, true, "it took too long"),
            new Entry.Subscribed(1, "k3f9.0", true, false),
            new Entry.ResetSeen(1, "lagged"),
            new Entry.SnapshotSeen(false, "k3f9.0", devices, new JsonArray()),
            new Entry.EventSeen(1, "k3f9.1", new JsonObject().put("id", "k3f9:1")),
            new Entry.HoldsSettled(new JsonArray().add("a")),
            new Entry.Quiet(0));
    Path file = directory.resolve("history.ndjson");
    try (History history = new History(file)) {
      entries.forEach(history::record);
    }

    Class<?>[] kinds = Entry.class.getPermittedSubclasses();
    assertThat(entries.stream().<Object>map(Entry::getClass)).contains((Object[]) kinds);
    assertThat(StreamSupport.stream(History.read(file).spliterator(), false).map(Stamped::entry))
        .containsExactlyElementsOf(entries);
  }
}
