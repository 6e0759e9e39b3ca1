package io.github.vertxwpd.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.EventBody.OperationCompleted;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.OperationEnd;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.stream.EventStream;
import io.github.vertxwpd.stream.JournalContents;
import io.github.vertxwpd.stream.JournalEntry;
import io.github.vertxwpd.stream.MemoryJournal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * A ledger in virtual time, with two connected devices, a scripted apartment and a journal in
 * memory.
 */
final class LedgerFixture {
  static final String CAMERA = "\\\\?\\BTHENUM#camera&A0B1C2D3E4F5_C00000000";
  static final String PHONE = "\\\\?\\BTHENUM#phone&A0B1C2D3E4F6_C00000000";
  static final String CAMERA_ID = "bt-a0b1c2d3e4f5";
  static final String PHONE_ID = "bt-a0b1c2d3e4f6";

  final VirtualTime time = new VirtualTime();
  final ScriptedApartment apartment = new ScriptedApartment();
  final HungDevices hung = new HungDevices();
  MemoryJournal journal = MemoryJournal.empty("e1");
  Optional<Problem> outage = Optional.empty();
  EventStream stream;
  DeviceTable devices;
  VisibleState visible;
  OperationBook book;
  OperationLedger ledger;
  private final Queue<Runnable> hops = new ArrayDeque<>();
  private boolean deferring;

  LedgerFixture() {
    apartment.links.put(CAMERA, LinkState.CONNECTED);
    apartment.links.put(PHONE, LinkState.CONNECTED);
    start();
  }

  /** Starts a gateway on the journal, as a process does. */
  private void start() {
    JournalContents known = journal.contents();
    OperationHistory history = new OperationHistory();
    stream =
        new EventStream("gw", journal, Clock.systemUTC(), 1_000, retry -> time.after(1_000, retry));
    visible = new VisibleState(() -> journal.trouble().isPresent());
    stream.follow(event -> visible.apply(event.body()));
    devices = new DeviceTable("gw");
    devices.remember(known.devices(), known.holds());
    book = new OperationBook(history);
    ledger =
        new OperationLedger(
            new OperationLedger.Parts(
                devices,
                stream,
                apartment,
                time,
                this::hop,
                new RequestLog(known.requestIds()),
                book,
                new OperationLedger.Refusals() {
                  @Override
                  public Optional<Problem> of(Verb verb) {
                    return outage;
                  }

                  @Override
                  public Optional<Problem> of(DeviceId device) {
                    return hung.refusal(device, time.monotonicMs());
                  }
                }));
    devices.update(apartment.pairedDevices(), time.now(), Cause.STARTUP);
    new OperationRecovery(devices, stream, history, time).run(known.operations());
    known.holds().forEach(hold -> ledger.holds().resume(hold.device()));
  }

  private void hop(Runnable action) {
    if (deferring) {
      hops.add(action);
    } else {
      action.run();
    }
  }

  /** What hops to the event loop waits from now on. */
  void deferHops() {
    deferring = true;
  }

  /** What hopped to the event loop runs. */
  void runHops() {
    deferring = false;
    while (!hops.isEmpty()) {
      hops.remove().run();
    }
  }

  /** The process dies, and another one goes on with its journal. */
  void restart() {
    journal = journal.reopen();
    time.forgetTimers();
    apartment.forget();
    start();
  }

  /** The devices are listed, as they are from time to time. */
  void list() {
    devices
        .update(apartment.pairedDevices(), time.now(), Cause.EXTERNAL)
        .forEach(ledger.holds()::announce);
  }

  /** Something else connects a device, and the gateway sees it. */
  void reconnect(String pnpId) {
    apartment.links.put(pnpId, LinkState.CONNECTED);
    list();
  }

  ScriptedApartment.Queued request(int index) {
    return apartment.requests.get(index);
  }

  ScriptedApartment.Queued lastRequest() {
    return apartment.requests.get(apartment.requests.size() - 1);
  }

  LinkState link(String device) {
    return devices.find(device).orElseThrow().link();
  }

  /** Returns all events of this journal since it was opened. */
  List<JsonObject> events() {
    return journal.written().stream()
        .filter(JournalEntry.Event.class::isInstance)
        .map(event -> new JsonObject(((JournalEntry.Event) event).json()))
        .toList();
  }

  List<JsonObject> events(String type) {
    return events().stream().filter(event -> event.getString("type").equals(type)).toList();
  }

  List<OperationEnd> completions() {
    return events(OperationCompleted.TYPE).stream()
        .map(event -> event.getJsonObject("data").getString("operation"))
        .map(id -> book.find(id).orElseThrow().end().orElseThrow())
        .toList();
  }

  OperationEnd onlyCompletion() {
    assertThat(completions()).hasSize(1);
    return completions().get(0);
  }

  List<JsonObject> lateCallbacks() {
    return events("wpd.operation.late-callback.v1").stream()
        .map(event -> event.getJsonObject("data"))
        .toList();
  }

  static OperationRequest disconnect(String device) {
    return request(Verb.DISCONNECT, device);
  }

  static OperationRequest connect(String device) {
    return request(Verb.CONNECT, device);
  }

  private static OperationRequest request(Verb verb, String device) {
    return OperationRequest.fromJson(verb, new JsonObject().put("device", device));
  }

  static OperationRequest disconnect(String device, JsonObject options) {
    return OperationRequest.fromJson(Verb.DISCONNECT, options.copy().put("device", device));
  }

  static Problem problemOf(Future<?> refused) {
    assertThat(refused.failed()).isTrue();
    return ((WpdException) refused.cause()).problem();
  }
}
