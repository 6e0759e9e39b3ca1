package io.github.vertxwpd.stream;

import java.util.List;

/**
 * What a journal held when it was opened.
 *
 * @param epoch the journal's id; it changes only when the journal is lost
 * @param head the offset of the newest event that was ever written, 0 before the first
 * @param events the newest events, oldest first
 * @param operations the operations that are remembered, oldest first
 * @param requestIds the request ids that are remembered, oldest first
 * @param holds the devices that are to be kept disconnected
 * @param devices what devices were called
 */
public record JournalContents(
    String epoch,
    long head,
    List<JournalEntry.Event> events,
    List<JournalEntry.OperationState> operations,
    List<JournalEntry.RequestId> requestIds,
    List<JournalEntry.Hold> holds,
    List<JournalEntry.SeenDevice> devices) {
  public JournalContents {
    events = List.copyOf(events);
    operations = List.copyOf(operations);
    requestIds = List.copyOf(requestIds);
    holds = List.copyOf(holds);
    devices = List.copyOf(devices);
  }
}
