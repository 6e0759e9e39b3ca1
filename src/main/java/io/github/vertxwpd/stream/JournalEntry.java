package io.github.vertxwpd.stream;

import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.Operation;
import java.time.Instant;
import java.util.Optional;

/** Something that a journal remembers. */
public sealed interface JournalEntry {
  /**
   * An event.
   *
   * @param offset its place, one more than the last one's
   * @param time when it happened
   * @param type its CloudEvents type
   * @param device the device that it is about
   * @param json its CloudEvents JSON, as it is sent
   */
  record Event(long offset, Instant time, String type, Optional<DeviceId> device, String json)
      implements JournalEntry {}

  /**
   * An operation as it is now; replaces what was known of it.
   *
   * @param operation the operation
   * @param started whether its native call may have been made
   */
  record OperationState(Operation operation, boolean started) implements JournalEntry {}

  /**
   * A request id and what it was used for.
   *
   * @param requestId the client's id
   * @param meaning what was asked, in a form that can be compared
   * @param operation the operation that it led to
   * @param time when
   */
  record RequestId(String requestId, String meaning, String operation, Instant time)
      implements JournalEntry {}

  /**
   * A device is to be kept disconnected.
   *
   * @param device the device
   * @param since since when
   */
  record Hold(DeviceId device, Instant since) implements JournalEntry {}

  /**
   * A device is no longer to be kept disconnected.
   *
   * @param device the device
   */
  record HoldEnded(DeviceId device) implements JournalEntry {}

  /**
   * What a device was called when it was last seen; replaces what was known of it.
   *
   * @param pnpId its PnP id, the key whatever its case
   * @param device the id that it was given
   * @param name its name
   * @param manufacturer its manufacturer
   * @param description its description
   */
  record SeenDevice(
      String pnpId,
      DeviceId device,
      Optional<String> name,
      Optional<String> manufacturer,
      Optional<String> description)
      implements JournalEntry {}
}
