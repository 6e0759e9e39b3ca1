package io.github.vertxwpd.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.operation.LedgerAction.Brings;
import io.github.vertxwpd.operation.LedgerAction.DiskIs;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A ledger, everything that happens around it, and what must be true of it after each action. */
final class LedgerWorld {
  /** How much longer than its own limits an operation may take, in milliseconds: the contract's. */
  private static final long SLACK_MS = 10_000;

  private static final long LONGEST_MS = 300_000 + 30_000 + SLACK_MS;
  private static final List<String> PNP_IDS =
      List.of(
          LedgerFixture.CAMERA,
          LedgerFixture.PHONE,
          "\\\\?\\BTHENUM#tablet&A0B1C2D3E4F7_C00000000");

  /** The limits of an operation, and when it was accepted. */
  private record Limits(long acceptedMs, long expiresInMs, long timeoutMs) {}

  final LedgerFixture gateway = new LedgerFixture();
  final JournalHistory history = new JournalHistory();
  private final Map<String, Limits> limits = new HashMap<>();
  private final List<Future<?>> replies = new ArrayList<>();
  private final List<String> known = new ArrayList<>();
  private Optional<OperationRequest> asked = Optional.empty();
  private Optional<Future<Void>> drained = Optional.empty();
  private int read;
  private boolean slow;
  private boolean full;
  private long diskFineSinceMs;

  LedgerWorld() {
    gateway.apartment.links.put(PNP_IDS.get(2), LinkState.DISCONNECTED);
    gateway.apartment.watch(this::submitted);
    gateway.list();
    check();
  }

  String pnpId(int device) {
    return PNP_IDS.get(device);
  }

  DeviceId id(int device) {
    return DeviceId.of(pnpId(device));
  }

  /** Returns the n-th youngest operation that a client was told of. */
  Optional<String> known(int youngest) {
    return youngest(known, youngest);
  }

  /** Returns the n-th youngest request that the connector of this process got. */
  Optional<ScriptedApartment.Queued> request(int youngest) {
    return youngest(gateway.apartment.requests, youngest);
  }

  void submit(OperationRequest request) {
    Instant at = gateway.time.now();
    history.clock(at);
    asked = Optional.of(request);
    Future<Operation> reply = gateway.ledger.submit(request);
    noteLimits();
    asked = Optional.empty();
    replies.add(reply);
    if (!request.dryRun()) {
      reply.onSuccess(operation -> told(request, operation, at));
    }
  }

  void cancel(String operation) {
    replies.add(gateway.ledger.cancel(operation));
  }

  void drain(long limitMs) {
    drained = Optional.of(gateway.ledger.drain(limitMs));
  }

  void crash(int synced) {
    gateway.journal.dieAfterSyncing(synced);
    readJournal();
    read = 0;
    replies.clear();
    drained = Optional.empty();
    gateway.restart();
    slow = false;
    full = false;
    diskFineSinceMs = gateway.time.monotonicMs();
  }

  void disk(DiskIs how) {
    diskFineSinceMs = slow || full ? gateway.time.monotonicMs() : diskFineSinceMs;
    switch (how) {
      case SLOW -> {
        slow = true;
        gateway.journal.hold();
      }
      case FULL -> {
        full = true;
        gateway.journal.fill();
      }
      case FAST -> {
        slow = false;
        gateway.journal.letGo();
      }
      case EMPTY -> {
        full = false;
        gateway.journal.makeRoom();
      }
    }
  }

  /**
   * Lets time pass. A full disk is tried again every second: some minutes of that say as much as
   * some days.
   */
  void pass(long ms) {
    gateway.time.pass(full ? Math.min(ms, 300_000) : ms);
  }

  /** Forgets what is over, as retention does. */
  void retire() {
    check();
    gateway.journal.retire();
    read = 0;
    gateway.apartment.requests.removeIf(request -> request.releases == 1);
    replies.removeIf(Future::isComplete);
  }

  /** Checks what must be true at every moment. */
  void check() {
    history.clock(gateway.time.now());
    readJournal();
    noteLimits();
    gateway.apartment.requests.forEach(
        request -> assertThat(request.releases).as("releases of a request").isLessThan(2));
    if (!slow && !full) {
      history.open().forEach(this::checkThatItIsNotOverdue);
    }
  }

  /** Lets everything work again, waits for what runs, and checks what must be true then. */
  void settle() {
    gateway.outage = Optional.empty();
    disk(DiskIs.EMPTY);
    disk(DiskIs.FAST);
    gateway.apartment.giveUp();
    passInSteps(LONGEST_MS);
    if (drained.isPresent()) {
      assertThat(drained.get().isComplete()).as("drained").isTrue();
      checkThatNothingWaits();
      gateway.devices.all().forEach(this::checkThatHoldIsShown);
      crash(0);
    }
    new LedgerAction.Answers(Brings.INLINE_SUCCESS).on(this);
    for (int device = 0; device < PNP_IDS.size(); device++) {
      gateway.hung.answered(id(device), Long.MAX_VALUE);
    }
    passInSteps(HoldKeeper.MAX_BACK_OFF_MS + OperationRequest.DEFAULT_TIMEOUT_MS + SLACK_MS);
    checkThatNothingWaits();
    assertThat(gateway.time.pendingTimers()).as("timers").isZero();
    gateway.devices.all().forEach(this::checkHold);
  }

  private void passInSteps(long ms) {
    for (long passed = 0; passed < ms; passed += 10_000) {
      gateway.list();
      gateway.time.pass(10_000);
      check();
    }
  }

  private void checkThatNothingWaits() {
    assertThat(gateway.book.activeCount()).as("operations under way").isZero();
    assertThat(history.open()).as("operations without an end").isEmpty();
    assertThat(replies).as("replies").allMatch(Future::isComplete);
    assertThat(gateway.apartment.requests).allMatch(request -> request.releases == 1);
  }

  private void checkThatHoldIsShown(Device device) {
    assertThat(device.hold()).as("%s as held", device).isEqualTo(history.isHeld(device.id()));
  }

  private void checkHold(Device device) {
    checkThatHoldIsShown(device);
    if (device.hold()) {
      assertThat(device.link()).as("a held link").isNotEqualTo(LinkState.CONNECTED);
    }
  }

  private void checkThatItIsNotOverdue(String operation) {
    Limits its = limits.get(operation);
    long since = Math.max(its.acceptedMs(), diskFineSinceMs);
    assertThat(gateway.time.monotonicMs() - since)
        .as("the time that %s has run for", operation)
        .isLessThanOrEqualTo(its.expiresInMs() + its.timeoutMs() + SLACK_MS);
  }

  /** The connector is given a request: the journal has said so before, and it is not too late. */
  private void submitted(String pnpId) {
    readJournal();
    DeviceId device = DeviceId.of(pnpId);
    Operation operation = history.openOn(device).orElseThrow();
    noteLimits();
    assertThat(history.wasStarted(operation.id())).as("started: %s", operation).isTrue();
    Limits its = limits.get(operation.id());
    assertThat(gateway.time.monotonicMs() - its.acceptedMs())
        .as("the time that %s has waited for", operation)
        .isLessThanOrEqualTo(its.expiresInMs());
  }

  private void told(OperationRequest request, Operation operation, Instant at) {
    readJournal();
    assertThat(history.wasAccepted(operation.id())).as("accepted: %s", operation).isTrue();
    request.requestId().ifPresent(id -> history.used(id, operation.id(), at));
    known.add(operation.id());
  }

  private void readJournal() {
    var entries = gateway.journal.written(read);
    read += entries.size();
    entries.forEach(history::take);
  }

  /** Notes when what runs now was accepted, and what it was given. */
  private void noteLimits() {
    for (Operation operation : gateway.book.running()) {
      OperationRequest request =
          operation.cause() == Cause.HOLD
              ? OperationRequest.holding(operation.device())
              : asked.orElse(null);
      if (!limits.containsKey(operation.id())) {
        limits.put(
            operation.id(),
            new Limits(gateway.time.monotonicMs(), request.expiresInMs(), request.timeoutMs()));
      }
    }
  }

  private static <T> Optional<T> youngest(List<T> all, int index) {
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(all.get(all.size() - 1 - index % all.size()));
  }
}
