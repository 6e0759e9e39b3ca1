package io.github.vertxwpd.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.fleet.FleetMessage.Here;
import io.github.vertxwpd.fleet.FleetMessage.Leaving;
import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.Freshness;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.HistoryPage;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.model.WpdEvent;
import io.github.vertxwpd.operation.Snapshot;
import io.github.vertxwpd.stream.EncodedEvent;
import io.github.vertxwpd.stream.MergedStream;
import io.github.vertxwpd.stream.StreamWalk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is there, who is suspected and who is lost; and every event of each, in order. */
class DirectoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String OWN = "gw-a";
  private static final String OTHER = "gw-b";
  private static final long STARTED_MS = 1_000;

  private final Vertx vertx = Vertx.vertx();
  private final MergedStream merged = new MergedStream(OWN, "n1", 100);
  private final OwnersJournal journal = new OwnersJournal();
  private final Directory directory = new Directory(vertx, OWN, merged, met -> journal);

  /** What the other gateway has, and gives when it is asked. */
  private static final class OwnersJournal implements GatewaySource {
    private final List<WpdEvent> events = new ArrayList<>();
    private final List<Long> readAfter = new ArrayList<>();
    private String epoch = "e1";
    private long keptAfter;
    private int snapshots;

    WpdEvent add() {
      Device device = device(events.size() % 2 == 0 ? LinkState.DISCONNECTED : LinkState.CONNECTED);
      WpdEvent event =
          new WpdEvent(
              OTHER,
              new StreamPosition(epoch, events.size() + 1L),
              NOON,
              new EventBody.DeviceChanged(device, LinkState.UNKNOWN, Cause.EXTERNAL));
      events.add(event);
      return event;
    }

    StreamPosition head() {
      return new StreamPosition(epoch, events.size());
    }

    @Override
    public Future<Snapshot> snapshot() {
      snapshots++;
      return Future.succeededFuture(
          new Snapshot(
              List.of(device(LinkState.CONNECTED)), List.of(running()), List.of(), head()));
    }

    @Override
    public Future<HistoryPage> after(StreamPosition position) {
      readAfter.add(position.offset());
      if (position.offset() < keptAfter) {
        return Future.succeededFuture(
            new HistoryPage(
                List.of(), head().toCursor(), false, Optional.of(ResetReason.RETENTION)));
      }
      List<JsonObject> page =
          events.stream()
              .filter(event -> event.position().offset() > position.offset())
              .limit(2)
              .map(WpdEvent::toJson)
              .toList();
      return Future.succeededFuture(
          new HistoryPage(page, head().toCursor(), false, Optional.empty()));
    }
  }

  @BeforeEach
  void meet() {
    directory.hear(new Here(gateway(OWN, "own", NOON), journal.head(), false), NOON, STARTED_MS);
    directory.hear(here("first"), NOON, STARTED_MS);
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void whoHasNotBeenHeardOfIsSuspectedAndThenLost() {
    assertThat(directory.grownSilent(STARTED_MS + 14_999)).isEmpty();
    assertThat(other().liveness()).isEqualTo(Liveness.UP);

    assertThat(directory.grownSilent(STARTED_MS + 15_000)).isEmpty();
    assertThat(other().liveness()).isEqualTo(Liveness.SUSPECTED);
    assertThat(other().devices()).extracting(Device::freshness).containsOnly(Freshness.LIVE);

    assertThat(directory.grownSilent(STARTED_MS + 45_000)).containsExactly(other());
    assertThat(directory.grownSilent(STARTED_MS + 46_000)).as("told once").isEmpty();
    assertThat(other().devices()).extracting(Device::freshness).containsOnly(Freshness.STALE);
    assertThat(other().operations())
        .extracting(Operation::state)
        .containsOnly(OperationState.PRESUMED_LOST);
    assertThat(other().gateway().lastSeenAt()).isEqualTo(NOON);
    assertThat(other().isMissed()).isTrue();
  }

  @Test
  void aWordIsEnoughToBeThereAgain() {
    directory.grownSilent(STARTED_MS + 20_000);
    directory.take(EncodedEvent.read(journal.add().toJson()).orElseThrow(), NOON, 21_000);

    assertThat(other().liveness()).isEqualTo(Liveness.UP);
  }

  @Test
  void whoeverFollowsIsResetWhenALostGatewayIsBack() {
    directory.grownSilent(STARTED_MS + 45_000);
    StreamPosition before = merged.head();

    directory.hear(here("first"), NOON, STARTED_MS + 50_000);

    assertThat(other().liveness()).isEqualTo(Liveness.UP);
    assertThat(merged.walkFrom(before).next()).isInstanceOf(StreamWalk.Reset.class);
  }

  @Test
  void onlyTheProcessThatIsThereMaySayGoodbye() {
    directory.hear(new Leaving(OTHER, "an-earlier-one"));
    assertThat(other().liveness()).isEqualTo(Liveness.UP);

    directory.hear(new Leaving(OTHER, "first"));
    assertThat(other().liveness()).isEqualTo(Liveness.LOST);
    assertThat(other().isMissed()).as("it said so").isFalse();
  }

  @Test
  void whatAnEarlierProcessAnnouncedIsTooLate() {
    Gateway later = gateway(OTHER, "second", NOON.plusSeconds(60));
    assertThat(directory.hear(new Here(later, journal.head(), false), NOON, 70_000)).isTrue();

    assertThat(directory.hear(here("first"), NOON, 71_000)).isFalse();

    assertThat(other().incarnation()).isEqualTo("second");
  }

  @Test
  void anotherProcessWithThisGatewaysIdIsNoticed() {
    Here impostor = new Here(gateway(OWN, "impostor", NOON), journal.head(), false);
    directory.hear(impostor, NOON, STARTED_MS);
    assertThat(directory.isOwnIdTaken()).as("it may have been the process before").isFalse();

    directory.hear(impostor, NOON, STARTED_MS + 10_000);

    assertThat(directory.isOwnIdTaken()).isTrue();
    assertThat(directory.find(OWN).orElseThrow().incarnation()).isEqualTo("own");
  }

  @Test
  void theFirstOfThoseThatAreThereSpeaksForAll() {
    assertThat(directory.speaksForAll()).isTrue();

    directory.hear(
        new Here(gateway("gw-0", "zero", NOON), journal.head(), false), NOON, STARTED_MS);

    assertThat(directory.speaksForAll()).isFalse();
  }

  @Test
  void aStandstillOfThisProcessIsNobodysSilence() {
    directory.forgive(60_000);

    assertThat(directory.grownSilent(STARTED_MS + 60_000)).isEmpty();
    assertThat(other().liveness()).isEqualTo(Liveness.UP);
  }

  @Test
  void eventsThatComeInOrderAreShownAsTheyCome() {
    StreamPosition before = merged.head();
    take(journal.add());
    take(journal.add());

    assertThat(seen(before)).containsExactly("e1:1", "e1:2");
    assertThat(journal.readAfter).isEmpty();
    assertThat(other().devices()).extracting(Device::link).containsOnly(LinkState.CONNECTED);
  }

  @Test
  void whatIsMissingIsReadFromTheGatewayAndWhatComesTwiceIsDropped() {
    StreamPosition before = merged.head();
    take(journal.add());
    for (int i = 0; i < 4; i++) {
      journal.add();
    }
    WpdEvent sixth = journal.add();
    take(sixth);
    take(sixth);

    assertThat(seen(before)).containsExactly("e1:1", "e1:2", "e1:3", "e1:4", "e1:5", "e1:6");
    assertThat(journal.readAfter).containsExactly(1L, 3L, 5L);
  }

  @Test
  void anEventOfANewerVersionIsShownAllTheSame() {
    StreamPosition before = merged.head();
    JsonObject unknown =
        journal
            .add()
            .toJson()
            .put("type", "wpd.device.blinked.v1")
            .put("data", new JsonObject().put("colour", "green"));
    directory.take(EncodedEvent.read(unknown).orElseThrow(), NOON, STARTED_MS);

    assertThat(seen(before)).containsExactly("e1:1");
    assertThat(other().devices()).hasSize(1);
  }

  @Test
  void anAnnouncementShowsThatTheLastEventsAreMissing() {
    StreamPosition before = merged.head();
    journal.add();
    directory.hear(here("first"), NOON, STARTED_MS);

    assertThat(seen(before)).containsExactly("e1:1");
  }

  @Test
  void whatTheGatewayDoesNotKeepAnyMoreIsReplacedByASnapshotAndThoseWhoFollowAreReset() {
    StreamPosition before = merged.head();
    for (int i = 0; i < 5; i++) {
      journal.add();
    }
    journal.keptAfter = 3;
    int snapshots = journal.snapshots;
    directory.hear(here("first"), NOON, STARTED_MS);

    assertThat(merged.walkFrom(before).next())
        .isEqualTo(new StreamWalk.Reset(ResetReason.RETENTION));
    assertThat(journal.snapshots).isEqualTo(snapshots + 1);
    take(journal.add());
    assertThat(seen(new StreamPosition("n1", before.offset() + 1))).containsExactly("e1:6");
  }

  @Test
  void aGatewayWhoseJournalIsLostBeginsAnew() {
    StreamPosition before = merged.head();
    journal.add();
    journal.events.clear();
    journal.epoch = "e2";
    directory.hear(here("second"), NOON.plusSeconds(1), STARTED_MS);

    assertThat(merged.walkFrom(before).next()).isEqualTo(new StreamWalk.Reset(ResetReason.EPOCH));
    take(journal.add());
    assertThat(other().position()).contains(new StreamPosition("e2", 1));
  }

  private void take(WpdEvent event) {
    directory.take(EncodedEvent.read(event.toJson()).orElseThrow(), NOON, STARTED_MS);
  }

  private List<String> seen(StreamPosition from) {
    List<String> ids = new ArrayList<>();
    StreamWalk walk = merged.walkFrom(from);
    StreamWalk.Step step = walk.next();
    while (step instanceof StreamWalk.Next next) {
      ids.add(new JsonObject(next.event().json()).getString("id"));
      step = walk.next();
    }
    assertThat(step).isInstanceOf(StreamWalk.AtHead.class);
    return ids;
  }

  private Replica other() {
    return directory.find(OTHER).orElseThrow();
  }

  private Here here(String incarnation) {
    return new Here(gateway(OTHER, incarnation, NOON), journal.head(), false);
  }

  private Gateway gateway(String id, String incarnation, Instant startedAt) {
    return new Gateway(
        id,
        incarnation,
        journal.epoch,
        "up",
        "simulated",
        "1.0.0",
        startedAt,
        startedAt,
        1,
        List.of());
  }

  private static Device device(LinkState link) {
    return new Device(
        new DeviceId("bt-a0b1c2d3e4f5"),
        OTHER,
        "Canon EOS",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "pnp",
        link,
        Freshness.LIVE,
        NOON,
        false,
        Optional.empty());
  }

  private static Operation running() {
    return new Operation(
        "0198f3c2-7e1a-7c44-9d0e-2b1f5a7c9e10",
        Optional.empty(),
        Verb.DISCONNECT,
        new DeviceId("bt-a0b1c2d3e4f5"),
        OTHER,
        OperationState.PENDING,
        false,
        NOON,
        60_000,
        false,
        Cause.COMMAND,
        false,
        Optional.empty(),
        PortableCursor.of(OTHER, new StreamPosition("e1", 0)),
        Optional.empty());
  }
}
