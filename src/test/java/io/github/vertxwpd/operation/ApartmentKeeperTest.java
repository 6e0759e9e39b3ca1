package io.github.vertxwpd.operation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ApartmentKeeperTest {
  private static final long CALL_TIMEOUT_MS = 10_000;
  private static final Optional<DeviceId> CAMERA = Optional.of(new DeviceId("bt-a0b1c2d3e4f5"));
  private static final Optional<DeviceId> PHONE = Optional.of(new DeviceId("bt-a0b1c2d3e4f6"));

  /** An apartment whose calls return when the test says so. */
  private static final class Room implements ApartmentKeeper.Room {
    private final List<Runnable> calls = new ArrayList<>();
    private boolean closed;

    @Override
    public <T> Future<T> call(NativeCall<T> call) {
      Promise<T> result = Promise.promise();
      calls.add(
          () -> {
            try {
              result.complete(call.on(new ScriptedApartment()));
            } catch (Exception e) {
              result.fail(e);
            }
          });
      return result.future();
    }

    void returnNext() {
      calls.remove(0).run();
    }

    @Override
    public Future<Void> close() {
      closed = true;
      return Future.succeededFuture();
    }

    @Override
    public Optional<Problem> unavailable() {
      return Optional.empty();
    }
  }

  private final VirtualTime time = new VirtualTime();
  private final HungDevices hung = new HungDevices();
  private final List<Room> rooms = new ArrayList<>();
  private boolean broken;
  private final List<String> told = new ArrayList<>();
  private final ApartmentKeeper keeper =
      new ApartmentKeeper(this::room, time, CALL_TIMEOUT_MS, hung, new Told());

  /** Notes what becomes of the calls. */
  private final class Told implements GatewayListener {
    @Override
    public void callReturned(CallName call, boolean succeeded, long durationMs) {
      told.add(call.wireName() + (succeeded ? " returned after " : " failed after ") + durationMs);
    }

    @Override
    public void callAbandoned(CallName call) {
      told.add(call.wireName() + " abandoned");
    }

    @Override
    public void abandonedCallReturned(CallName call) {
      told.add(call.wireName() + " returned after all");
    }
  }

  @BeforeEach
  void open() {
    keeper.open();
  }

  @Test
  void callsGoOneAtATimeInTheirOrder() {
    Future<String> first = keeper.call(CAMERA, connector -> "first");
    Future<String> second = keeper.call(PHONE, connector -> "second");
    assertThat(room(0).calls).hasSize(1);

    room(0).returnNext();
    assertThat(first.result()).isEqualTo("first");
    assertThat(second.isComplete()).isFalse();
    room(0).returnNext();
    assertThat(second.result()).isEqualTo("second");
    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void thatNoApartmentCanBeMadeIsLoggedOnceUntilOneCanBeAgain() {
    Logger logger = (Logger) LoggerFactory.getLogger(ApartmentKeeper.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(lines);
    try {
      broken = true;
      keeper.call(CAMERA, connector -> "stuck");
      time.pass(4 * CALL_TIMEOUT_MS);
      broken = false;
      time.pass(CALL_TIMEOUT_MS);
    } finally {
      logger.detachAppender(lines);
      logger.setAdditive(true);
      logger.setLevel(null);
    }

    assertThat(lines.list)
        .extracting(line -> line.getLevel() + " " + line.getMessage().split(",", -1)[0])
        .filteredOn(line -> line.contains("apartment could"))
        .containsExactly(
            "ERROR an apartment could not be made", "INFO an apartment could be made again");
  }

  @Test
  void whoCountsIsToldOfEachCallOnce() {
    keeper.call(CAMERA, NativeCall.named(CallName.CONNECT, connector -> "queued"));
    time.pass(40);
    room(0).returnNext();
    keeper.call(
        PHONE,
        NativeCall.named(
            CallName.OBSERVE,
            connector -> {
              throw new IllegalStateException("not today");
            }));
    room(0).returnNext();
    keeper.call(CAMERA, connector -> "late");
    time.pass(CALL_TIMEOUT_MS);
    room(0).returnNext();

    assertThat(told)
        .containsExactly(
            "connect returned after 40",
            "observe failed after 0",
            "other abandoned",
            "other returned after all");
  }

  @Test
  void aCallThatDoesNotReturnIsGivenUpAndTheOthersGoOnInAFreshApartment() {
    Future<String> stuck = keeper.call(CAMERA, connector -> "stuck");
    Future<String> next = keeper.call(PHONE, connector -> "next");
    time.pass(CALL_TIMEOUT_MS);

    assertThat(problemOf(stuck).code()).isEqualTo(ProblemCode.TIMED_OUT);
    assertThat(problemOf(stuck).hresult()).contains(Hresult.E_WPD_DEVICE_IS_HUNG);
    assertThat(rooms).hasSize(2);
    room(1).returnNext();
    assertThat(next.result()).isEqualTo("next");
    assertThat(keeper.abandoned()).isEqualTo(1);
    assertThat(hung.refusal(CAMERA.orElseThrow(), time.monotonicMs())).isPresent();
    assertThat(hung.refusal(PHONE.orElseThrow(), time.monotonicMs())).isEmpty();
  }

  @Test
  void whatAnAbandonedCallBringsIsDiscardedInItsOwnApartmentWhichThenEnds() {
    List<String> discarded = new ArrayList<>();
    keeper.call(CAMERA, connector -> "late", discarded::add);
    time.pass(CALL_TIMEOUT_MS);
    room(0).returnNext();

    assertThat(discarded).isEmpty();
    room(0).returnNext();
    assertThat(discarded).containsExactly("late");
    assertThat(room(0).closed).isTrue();
    assertThat(room(1).closed).isFalse();
    assertThat(keeper.abandoned()).isZero();
  }

  @Test
  void fiveHungCallsDoNotExhaustAnything() {
    for (int i = 0; i < 5; i++) {
      keeper.call(CAMERA, connector -> "stuck");
      time.pass(CALL_TIMEOUT_MS);
    }
    Future<String> next = keeper.call(PHONE, connector -> "next");
    room(5).returnNext();

    assertThat(next.result()).isEqualTo("next");
    assertThat(keeper.unavailable()).isEmpty();
  }

  @Test
  void whereTooManyCallsHangNoFurtherThreadIsRiskedUntilOneReturns() {
    for (int i = 0; i < ApartmentKeeper.MAX_ABANDONED; i++) {
      keeper.call(CAMERA, connector -> "stuck");
      time.pass(CALL_TIMEOUT_MS);
    }
    assertThat(rooms).hasSize(ApartmentKeeper.MAX_ABANDONED);
    assertThat(keeper.unavailable()).isPresent();
    assertThat(problemOf(keeper.call(PHONE, connector -> "no")).code())
        .isEqualTo(ProblemCode.WPD_ERROR);

    room(0).returnNext();
    assertThat(keeper.unavailable()).isEmpty();
    Future<String> next = keeper.call(PHONE, connector -> "yes");
    room(ApartmentKeeper.MAX_ABANDONED).returnNext();
    assertThat(next.result()).isEqualTo("yes");
  }

  @Test
  void aListingThatHungIsLeftAloneForAWhile() {
    keeper.call(Optional.empty(), connector -> "listing");
    time.pass(CALL_TIMEOUT_MS);
    assertThat(problemOf(keeper.call(Optional.empty(), connector -> "listing")).retryAfterMs())
        .contains(HungDevices.FIRST_BACK_OFF_MS);

    time.pass(HungDevices.FIRST_BACK_OFF_MS);
    Future<String> listing = keeper.call(Optional.empty(), connector -> "listing");
    room(1).returnNext();
    assertThat(listing.result()).isEqualTo("listing");
  }

  @Test
  void closingRefusesWhatWaits() {
    keeper.call(CAMERA, connector -> "running");
    Future<String> waiting = keeper.call(PHONE, connector -> "waiting");
    keeper.close();

    assertThat(problemOf(waiting).code()).isEqualTo(ProblemCode.GATEWAY_STOPPING);
    assertThat(room(0).closed).isTrue();
  }

  private Future<ApartmentKeeper.Room> room() {
    if (broken) {
      return Future.failedFuture("no thread to be had");
    }
    Room room = new Room();
    rooms.add(room);
    return Future.succeededFuture(room);
  }

  private Room room(int index) {
    return rooms.get(index);
  }

  private static Problem problemOf(Future<?> refused) {
    assertThat(refused.failed()).isTrue();
    return ((WpdException) refused.cause()).problem();
  }
}
