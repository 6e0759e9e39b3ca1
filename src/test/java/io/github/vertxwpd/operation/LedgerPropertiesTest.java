package io.github.vertxwpd.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.operation.LedgerAction.Answers;
import io.github.vertxwpd.operation.LedgerAction.ApartmentIs;
import io.github.vertxwpd.operation.LedgerAction.Brings;
import io.github.vertxwpd.operation.LedgerAction.Callbacks;
import io.github.vertxwpd.operation.LedgerAction.Cancel;
import io.github.vertxwpd.operation.LedgerAction.Crash;
import io.github.vertxwpd.operation.LedgerAction.Disk;
import io.github.vertxwpd.operation.LedgerAction.DiskIs;
import io.github.vertxwpd.operation.LedgerAction.Drain;
import io.github.vertxwpd.operation.LedgerAction.Link;
import io.github.vertxwpd.operation.LedgerAction.Pass;
import io.github.vertxwpd.operation.LedgerAction.Radio;
import io.github.vertxwpd.operation.LedgerAction.Says;
import io.github.vertxwpd.operation.LedgerAction.StepClock;
import io.github.vertxwpd.operation.LedgerAction.Submit;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/**
 * What must be true of a ledger whatever happens to it, in whatever order. The seeds are fixed, so
 * that a build does not depend on luck; another seed tries other orders.
 */
class LedgerPropertiesTest {
  private static final long DAY_MS = 86_400_000;
  private static final int DAYS = 365;

  @Property(
      seed = "20261122",
      tries = 1_000,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.FULL)
  void everyAcceptedOperationEndsOnceWhateverHappens(
      @ForAll("sequences") List<LedgerAction> actions) {
    LedgerWorld world = new LedgerWorld();
    for (LedgerAction action : actions) {
      action.on(world);
      world.check();
    }
    world.settle();
  }

  @Property(seed = "20261122", tries = 2, edgeCases = EdgeCasesMode.NONE)
  void aYearWithAHoldOnAFlappingDeviceTakesABoundedNumberOfRounds(
      @ForAll("reconnects") long reconnectsAfterMs, @ForAll("years") List<LedgerAction> daily) {
    LedgerWorld world = new LedgerWorld();
    LedgerFixture gateway = world.gateway;
    gateway.apartment.answer(
        (request, before) -> {
          if (request.verb == Verb.DISCONNECT && request.pnpId.equals(world.pnpId(0))) {
            gateway.time.after(reconnectsAfterMs, () -> gateway.reconnect(request.pnpId));
          }
          return Brings.INLINE_SUCCESS.answer(request, before);
        });
    world.submit(OperationRequest.holding(world.id(0)));
    for (LedgerAction action : daily) {
      gateway.time.pass(DAY_MS);
      action.on(world);
      world.retire();
    }
    long longest = DAYS * DAY_MS / HoldKeeper.MAX_BACK_OFF_MS;
    assertThat(world.history.completions()).isBetween(DAYS, (int) longest + 30 * DAYS);
  }

  @Provide
  Arbitrary<List<LedgerAction>> sequences() {
    return action().list().ofMaxSize(60).withSizeDistribution(RandomDistribution.uniform());
  }

  @Provide
  Arbitrary<Long> reconnects() {
    return Arbitraries.longs().between(1, 3_600_000);
  }

  @Provide
  Arbitrary<List<LedgerAction>> years() {
    return Arbitraries.oneOf(submit(), cancel(), callback()).list().ofSize(DAYS);
  }

  private static Arbitrary<LedgerAction> action() {
    return Arbitraries.frequencyOf(
        Tuple.of(20, submit()),
        Tuple.of(16, callback()),
        Tuple.of(16, pass()),
        Tuple.of(10, Arbitraries.of(DiskIs.class).map(Disk::new)),
        Tuple.of(8, link()),
        Tuple.of(6, cancel()),
        Tuple.of(6, Arbitraries.of(Brings.class).map(Answers::new)),
        Tuple.of(6, Arbitraries.of(ApartmentIs.class).map(LedgerAction.Apartment::new)),
        Tuple.of(2, Arbitraries.of(true, false).map(Radio::new)),
        Tuple.of(2, Arbitraries.longs().between(-2 * DAY_MS, 2 * DAY_MS).map(StepClock::new)),
        Tuple.of(2, Arbitraries.integers().between(0, 3).map(Crash::new)),
        Tuple.of(1, Arbitraries.longs().between(1, 5_000).map(Drain::new)));
  }

  private static Arbitrary<LedgerAction> submit() {
    return Combinators.combine(
            Arbitraries.of(Verb.DISCONNECT, Verb.CONNECT),
            device(),
            Arbitraries.of("order-1", "order-2", "order-3").optional(0.5),
            Arbitraries.of(1_000L, 60_000L, 300_000L),
            Arbitraries.of(30_000L, 1_000L, 1L),
            Arbitraries.of(false, true),
            Arbitraries.frequency(Tuple.of(9, false), Tuple.of(1, true)))
        .as(Submit::new);
  }

  private static Arbitrary<LedgerAction> cancel() {
    return Arbitraries.integers().between(0, 4).map(Cancel::new);
  }

  private static Arbitrary<LedgerAction> callback() {
    Arbitrary<List<Says>> times = Arbitraries.of(Says.class).list().ofMinSize(1).ofMaxSize(2);
    return Combinators.combine(Arbitraries.integers().between(0, 3), times).as(Callbacks::new);
  }

  private static Arbitrary<LedgerAction> link() {
    return Combinators.combine(
            device(),
            Arbitraries.of(LinkState.CONNECTED, LinkState.DISCONNECTED, LinkState.UNKNOWN))
        .as(Link::new);
  }

  private static Arbitrary<LedgerAction> pass() {
    return Arbitraries.oneOf(
            Arbitraries.longs().between(1, 10),
            Arbitraries.longs().between(10, 10_000),
            Arbitraries.longs().between(10_000, 600_000),
            Arbitraries.longs().between(600_000, 3 * DAY_MS))
        .map(Pass::new);
  }

  private static Arbitrary<Integer> device() {
    return Arbitraries.frequency(Tuple.of(4, 0), Tuple.of(1, 1), Tuple.of(1, 2));
  }
}
