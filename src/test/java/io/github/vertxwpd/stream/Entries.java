package io.github.vertxwpd.stream;

import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.Freshness;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationEnd;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Outcome;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.model.WpdEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Entries for the tests of the journal. */
final class Entries {
  static final Instant NOW = Instant.parse("2026-11-22T09:14:00.120Z");
  static final DeviceId CAMERA = new DeviceId("bt-a0b1c2d3e4f5");

  private Entries() {}

  static JournalEntry.Event event(long offset) {
    return event(offset, NOW);
  }

  static JournalEntry.Event event(long offset, Instant time) {
    return event(offset, time, "{\"id\":\"e1:" + offset + "\"}");
  }

  static JournalEntry.Event event(long offset, Instant time, String json) {
    return new JournalEntry.Event(offset, time, "wpd.device.changed.v1", Optional.of(CAMERA), json);
  }

  /** An event with all that it has when it is published. */
  static JournalEntry.Event published(long offset) {
    Device device =
        new Device(
            CAMERA,
            "gw",
            "Canon EOS",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "\\\\?\\BTHENUM#camera&A0B1C2D3E4F5_C00000000",
            LinkState.DISCONNECTED,
            Freshness.LIVE,
            NOW,
            false,
            Optional.empty());
    EventBody body = new EventBody.DeviceChanged(device, LinkState.CONNECTED, Cause.EXTERNAL);
    WpdEvent event = new WpdEvent("gw", new StreamPosition("e1", offset), NOW, body);
    return event(offset, NOW, event.toJson().encode());
  }

  /** One write for each event from {@code first} to {@code last}. */
  static List<List<JournalEntry>> writes(long first, long last) {
    List<List<JournalEntry>> writes = new ArrayList<>();
    for (long offset = first; offset <= last; offset++) {
      writes.add(List.of(event(offset)));
    }
    return writes;
  }

  static Operation accepted(String id) {
    return new Operation(
        id,
        Optional.of("order-" + id),
        Verb.DISCONNECT,
        CAMERA,
        "gw",
        OperationState.ACCEPTED,
        false,
        NOW,
        60_000,
        true,
        Cause.COMMAND,
        false,
        Optional.empty(),
        PortableCursor.of("gw", new StreamPosition("e1", 3)),
        Optional.empty());
  }

  static Operation ended(String id, Instant at) {
    return accepted(id)
        .pending(Hresult.E_ABORT)
        .ended(
            new OperationEnd(
                Outcome.CANCELLED,
                false,
                true,
                Optional.of(Hresult.E_ABORT),
                LinkState.CONNECTED,
                LinkState.CONNECTED,
                at,
                4,
                2_313,
                Optional.of(Problem.of(ProblemCode.WPD_ERROR, "it was cancelled"))));
  }

  static JournalEntry.OperationState state(Operation operation) {
    return new JournalEntry.OperationState(operation, operation.state() != OperationState.ACCEPTED);
  }

  static JournalEntry.RequestId requestId(String id, Instant time) {
    return new JournalEntry.RequestId(id, "disconnect bt-a0b1c2d3e4f5", "operation-" + id, time);
  }

  static List<Long> offsets(List<JournalEntry.Event> events) {
    return events.stream().map(JournalEntry.Event::offset).toList();
  }
}
