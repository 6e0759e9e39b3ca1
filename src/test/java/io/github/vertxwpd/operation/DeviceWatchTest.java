package io.github.vertxwpd.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.ComOptions;
import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.connector.PairedDevice;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.stream.EventStream;
import io.github.vertxwpd.stream.JournalEntry;
import io.github.vertxwpd.stream.MemoryJournal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** When devices are listed, and what is said of what was seen; in virtual time. */
class DeviceWatchTest {
  private static final String CAMERA = "\\\\?\\BTHENUM#camera&A0B1C2D3E4F5_C00000000";
  private static final long INTERVAL_MS = 5_000;
  private static final long SETTLE_MS = 250;

  /** The random number that leaves the interval as it is, and the ones at its ends. */
  private static final long MIDDLE = Long.MIN_VALUE;

  private static final long LOWEST = 0;
  private static final long HIGHEST = -1;

  private static final OperationLedger.Refusals NOTHING_REFUSED =
      new OperationLedger.Refusals() {
        @Override
        public Optional<Problem> of(Verb verb) {
          return Optional.empty();
        }

        @Override
        public Optional<Problem> of(DeviceId device) {
          return Optional.empty();
        }
      };

  /** Notes when each listing was asked for and how many ran at once. */
  private final class Listings extends ScriptedApartment {
    private final List<Long> askedAtMs = new ArrayList<>();
    private int running;
    private int mostAtOnce;
    private boolean failing;
    private String name = "Canon EOS";

    @Override
    public <T> Future<T> call(Optional<DeviceId> about, NativeCall<T> call, LateResult<T> late) {
      Future<T> result =
          failing ? Future.failedFuture(unavailable()) : super.call(about, call, late);
      if (result.isComplete()) {
        return result;
      }
      running++;
      mostAtOnce = Math.max(mostAtOnce, running);
      return result.onComplete(done -> running--);
    }

    @Override
    public List<PairedDevice> pairedDevices() {
      askedAtMs.add(time.monotonicMs() - startMs);
      return super.pairedDevices().stream()
          .map(
              device ->
                  new PairedDevice(
                      device.pnpId(),
                      device.link(),
                      Optional.of(name),
                      Optional.empty(),
                      Optional.empty()))
          .toList();
    }
  }

  private final VirtualTime time = new VirtualTime();
  private final long startMs = time.monotonicMs();
  private final Listings apartment = new Listings();
  private final DeviceTable devices = new DeviceTable("gw");
  private final MemoryJournal journal = MemoryJournal.empty("e1");
  private final EventStream stream =
      new EventStream("gw", journal, Clock.systemUTC(), 1_000, retry -> time.after(1_000, retry));
  private long random = MIDDLE;
  private final DeviceWatch watch =
      new DeviceWatch(
          apartment,
          devices,
          new DeviceAnnouncer(stream, device -> {})::announce,
          time,
          new ComOptions().setPollIntervalMs(INTERVAL_MS).setSettleMs(SETTLE_MS),
          () -> random);

  private void start() {
    apartment.links.put(CAMERA, LinkState.CONNECTED);
    assertThat(watch.start().isComplete()).isTrue();
  }

  @Test
  void withoutAnyHintTheDevicesAreListedFromTimeToTime() {
    start();
    time.pass(15_000);

    assertThat(apartment.askedAtMs).containsExactly(0L, 5_000L, 10_000L, 15_000L);
  }

  @Test
  void theIntervalVariesByAFifth() {
    random = LOWEST;
    start();
    time.pass(4_000);
    random = HIGHEST;
    time.pass(4_000);
    time.pass(6_000);

    assertThat(apartment.askedAtMs).containsExactly(0L, 4_000L, 8_000L, 14_000L);
  }

  @Test
  void aHintLeadsToAListingOnceItHasSettled() {
    start();
    time.pass(1_000);
    watch.changed();
    time.pass(SETTLE_MS - 1);
    assertThat(apartment.askedAtMs).hasSize(1);
    time.pass(1);

    assertThat(apartment.askedAtMs).containsExactly(0L, 1_250L);
  }

  @Test
  void aBurstOfHintsLeadsToOneListing() {
    start();
    hintAt(1_000, 1_001, 1_100, 1_300, 1_549);
    time.pass(1_000);

    assertThat(apartment.askedAtMs).containsExactly(0L, 1_799L);
  }

  @Test
  void aBurstThatDoesNotEndIsLookedAtAllTheSame() {
    start();
    hintAt(LongStream.rangeClosed(0, 30).map(i -> 1_000 + i * 100).toArray());
    time.pass(1_000);

    assertThat(apartment.askedAtMs).containsExactly(0L, 2_000L, 3_000L, 4_000L, 4_250L);
  }

  @Test
  void theIntervalBeginsAnewAfterAListingThatAHintLedTo() {
    start();
    hintAt(4_900);
    time.pass(5_000 + SETTLE_MS);

    assertThat(apartment.askedAtMs).containsExactly(0L, 5_150L, 10_150L);
  }

  @Test
  void aHintThatComesWhileAListingRunsIsFollowedByAnother() {
    start();
    apartment.stuck();
    time.pass(INTERVAL_MS);
    watch.changed();
    time.pass(10 * INTERVAL_MS);
    apartment.free();
    assertThat(apartment.askedAtMs).containsExactly(0L, 55_000L, 55_000L);
    time.pass(INTERVAL_MS);

    assertThat(apartment.askedAtMs).containsExactly(0L, 55_000L, 55_000L, 60_000L);
    assertThat(apartment.mostAtOnce).isEqualTo(1);
  }

  @Test
  void aHintThatSettlesAfterTheRunningListingHasItsListingThen() {
    start();
    apartment.stuck();
    time.pass(INTERVAL_MS);
    watch.changed();
    time.pass(100);
    apartment.free();
    time.pass(1_000);

    assertThat(apartment.askedAtMs).containsExactly(0L, 5_100L, 5_250L);
  }

  @Test
  void aHintBeforeTheFirstListingAsksForNothingMore() {
    watch.changed();
    time.pass(100);
    start();
    time.pass(SETTLE_MS);

    assertThat(apartment.askedAtMs).containsExactly(100L);
  }

  @Test
  void aDeviceThatIsBackBeforeItHasSettledIsNoEvent() {
    start();
    time.pass(1_000);
    apartment.links.put(CAMERA, LinkState.DISCONNECTED);
    watch.changed();
    time.pass(200);
    apartment.links.put(CAMERA, LinkState.CONNECTED);
    watch.changed();
    time.pass(1_000);

    assertThat(apartment.askedAtMs).hasSize(2);
    assertThat(changes()).isEmpty();
  }

  @Test
  void aDeviceThatFlapsFasterThanItIsListedShowsAtMostOneChangeAListing() {
    start();
    for (int i = 1; i <= 155; i++) {
      apartment.links.put(CAMERA, i % 2 == 0 ? LinkState.CONNECTED : LinkState.DISCONNECTED);
      watch.changed();
      time.pass(60);
    }
    time.pass(SETTLE_MS);

    assertThat(changes()).isNotEmpty();
    assertThat(changes().size()).isLessThan(apartment.askedAtMs.size());
    assertThat(changes()).extracting(DeviceWatchTest::causeOf).containsOnly("external");
    assertThat(apartment.askedAtMs.size()).isLessThanOrEqualTo(12);
  }

  @Test
  void whatTheFirstListingFindsWasThereAtTheStartAndWhatComesLaterCameFromOutside() {
    start();
    apartment.links.put(CAMERA.replace("F5", "F6"), LinkState.CONNECTED);
    hintAt(1_000);
    time.pass(SETTLE_MS);
    apartment.links.remove(CAMERA);
    hintAt(2_000);
    time.pass(SETTLE_MS);

    assertThat(events())
        .extracting(DeviceWatchTest::causeOf)
        .containsExactly("startup", "external", "external");
  }

  @Test
  void whatIsFoundByTheFirstListingThatSucceedsWasThereAtTheStart() {
    apartment.failing = true;
    start();
    assertThat(events()).isEmpty();
    apartment.failing = false;
    time.pass(INTERVAL_MS);

    assertThat(events()).extracting(DeviceWatchTest::causeOf).containsExactly("startup");
  }

  @Test
  void whatIsInTheWayIsKnownFromTheLastListing() {
    start();
    assertThat(watch.obstacle()).isEmpty();
    apartment.obstacle =
        Optional.of(Problem.of(ProblemCode.RADIO_UNAVAILABLE, "the radio is switched off"));
    time.pass(INTERVAL_MS);
    assertThat(watch.obstacle()).isEqualTo(apartment.obstacle);
    apartment.failing = true;
    time.pass(INTERVAL_MS);
    assertThat(watch.obstacle()).isEqualTo(apartment.obstacle);
    apartment.failing = false;
    apartment.obstacle = Optional.empty();
    time.pass(INTERVAL_MS);

    assertThat(watch.obstacle()).isEmpty();
  }

  @Test
  void aListingThatFailsIsTriedAgainAfterTheIntervalAndForgetsNothing() {
    start();
    apartment.failing = true;
    hintAt(1_000);
    time.pass(SETTLE_MS);
    apartment.failing = false;
    time.pass(INTERVAL_MS);

    assertThat(apartment.askedAtMs).containsExactly(0L, 6_250L);
    assertThat(devices.size()).isEqualTo(1);
    assertThat(events()).hasSize(1);
  }

  @Test
  void afterTheStopNothingIsListedAndNothingSaid() {
    start();
    watch.changed();
    time.pass(SETTLE_MS - 1);
    apartment.stuck();
    time.pass(1);
    watch.stop();
    apartment.links.remove(CAMERA);
    apartment.free();
    watch.changed();
    time.pass(INTERVAL_MS);

    assertThat(time.pendingTimers()).isZero();
    assertThat(events()).hasSize(1);
  }

  @Test
  void theStopForgetsAHintThatHasNotSettled() {
    start();
    watch.changed();
    watch.stop();

    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void whatACommandDidIsNotSaidToComeFromOutsideWhenAHintFollows() {
    start();
    ScriptedApartment.Queued request = disconnect();
    watch.changed();
    time.pass(SETTLE_MS);
    apartment.links.put(CAMERA, LinkState.DISCONNECTED);
    apartment.name = "Canon EOS (Bluetooth)";
    watch.changed();
    time.pass(SETTLE_MS);
    request.succeed();
    watch.changed();
    time.pass(INTERVAL_MS);

    assertThat(changes()).extracting(DeviceWatchTest::causeOf).containsOnly("command");
    assertThat(changes())
        .extracting(change -> change.getJsonObject("device").getString("link"))
        .containsExactly("disconnecting", "disconnecting", "disconnected");
  }

  @Test
  void aListingThatIsQueuedBeforeTheEndAndComesAfterItSaysNothingElse() {
    start();
    ScriptedApartment.Queued request = disconnect();
    apartment.stuck();
    watch.changed();
    time.pass(SETTLE_MS);
    request.succeed();
    apartment.free();
    time.pass(INTERVAL_MS);

    assertThat(changes()).extracting(DeviceWatchTest::causeOf).containsOnly("command");
    assertThat(changes()).hasSize(2);
  }

  @Test
  void aDeviceThatReconnectsByItselfAfterACommandDoesSoForAnExternalCause() {
    start();
    disconnect().succeed();
    apartment.links.put(CAMERA, LinkState.CONNECTED);
    watch.changed();
    time.pass(SETTLE_MS);

    assertThat(changes())
        .extracting(DeviceWatchTest::causeOf)
        .containsExactly("command", "command", "external");
  }

  private ScriptedApartment.Queued disconnect() {
    OperationLedger ledger =
        new OperationLedger(
            new OperationLedger.Parts(
                devices,
                stream,
                apartment,
                time,
                Runnable::run,
                new RequestLog(List.of()),
                new OperationBook(new OperationHistory()),
                NOTHING_REFUSED));
    ledger.submit(
        OperationRequest.fromJson(Verb.DISCONNECT, new JsonObject().put("device", CAMERA)));
    return apartment.requests.get(0);
  }

  /** Gives a hint at each of these times after the start. */
  private void hintAt(long... timesMs) {
    for (long ms : timesMs) {
      time.pass(startMs + ms - time.monotonicMs());
      watch.changed();
    }
  }

  private static WpdException unavailable() {
    return new WpdException(Problem.of(ProblemCode.RADIO_UNAVAILABLE, "the radio is off"));
  }

  private static String causeOf(JsonObject change) {
    return change.getString("cause");
  }

  /** Returns the data of the events that tell of a device's change. */
  private List<JsonObject> changes() {
    return events("wpd.device.changed.v1");
  }

  /** Returns the data of the events about devices. */
  private List<JsonObject> events() {
    return events("wpd.device.");
  }

  private List<JsonObject> events(String type) {
    return journal.written().stream()
        .filter(JournalEntry.Event.class::isInstance)
        .map(JournalEntry.Event.class::cast)
        .filter(event -> event.type().startsWith(type))
        .map(event -> new JsonObject(event.json()).getJsonObject("data"))
        .toList();
  }
}
