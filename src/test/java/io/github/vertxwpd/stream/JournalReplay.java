package io.github.vertxwpd.stream;

import io.github.vertxwpd.model.DeviceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a journal holds after entries were written to it. */
final class JournalReplay {
  private final String epoch;
  private final List<JournalEntry.Event> events;
  private final Map<String, JournalEntry.OperationState> operations = new LinkedHashMap<>();
  private final Map<String, JournalEntry.RequestId> requestIds = new LinkedHashMap<>();
  private final Map<DeviceId, JournalEntry.Hold> holds = new LinkedHashMap<>();
  private final Map<String, JournalEntry.SeenDevice> devices = new LinkedHashMap<>();
  private long head;

  JournalReplay(JournalContents before) {
    epoch = before.epoch();
    head = before.head();
    events = new ArrayList<>(before.events());
    before.operations().forEach(this::apply);
    before.requestIds().forEach(this::apply);
    before.holds().forEach(this::apply);
    before.devices().forEach(this::apply);
  }

  void apply(JournalEntry entry) {
    if (entry instanceof JournalEntry.Event event) {
      events.add(event);
      head = event.offset();
    } else if (entry instanceof JournalEntry.OperationState state) {
      operations.put(state.operation().id(), state);
    } else if (entry instanceof JournalEntry.RequestId request) {
      requestIds.put(request.requestId(), request);
    } else if (entry instanceof JournalEntry.Hold hold) {
      holds.put(hold.device(), hold);
    } else if (entry instanceof JournalEntry.HoldEnded ended) {
      holds.remove(ended.device());
    } else if (entry instanceof JournalEntry.SeenDevice device) {
      devices.put(device.pnpId().toUpperCase(Locale.ROOT), device);
    }
  }

  JournalContents contents() {
    return new JournalContents(
        epoch,
        head,
        events,
        List.copyOf(operations.values()),
        List.copyOf(requestIds.values()),
        List.copyOf(holds.values()),
        List.copyOf(devices.values()));
  }
}
