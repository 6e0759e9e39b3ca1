package io.github.vertxwpd.invariants;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Something that the driver did to a gateway, or saw of it from outside. */
sealed interface Entry {
  /**
   * The first entry.
   *
   * @param seed what the random choices start from
   * @param settings how the run is set up
   */
  record RunStarted(long seed, JsonObject settings) implements Entry {}

  /** The process printed its line {@code ready …}. */
  record GatewayReady(String epoch, String url) implements Entry {}

  /**
   * The process was ended by {@code SIGKILL}.
   *
   * @param serving whether it had become ready before
   */
  record GatewayKilled(boolean serving) implements Entry {}

  /** The process was asked to stop by {@code SIGTERM}, and ended. */
  record GatewayStopped() implements Entry {}

  /** The process ended although nobody had asked it to. */
  record GatewayDied(int exitCode) implements Entry {}

  /** The process was halted by {@code SIGSTOP}. */
  record GatewaySuspended() implements Entry {}

  /** The process goes on after {@code SIGCONT}. */
  record GatewayContinued() implements Entry {}

  /**
   * While no process had the journal open, its file was left as a power cut in the middle of a
   * transaction leaves it. All that had been synced is still there.
   *
   * @param how what was done to it
   */
  record JournalTorn(String how) implements Entry {}

  /**
   * A request was sent.
   *
   * @param call its number, the same in its answer
   * @param verb {@code connect}, {@code disconnect}, {@code cancel}, or {@code read} for an
   *     operation
   * @param target the device, or the operation to cancel or to read
   * @param requestId the client's id
   * @param body the body without the request id
   */
  record Sent(long call, String verb, String target, Optional<String> requestId, JsonObject body)
      implements Entry {}

  /**
   * A request was answered.
   *
   * @param call the request's number
   * @param status the HTTP status, or the problem's; 200 for a {@code result} frame
   * @param body an operation or a problem
   */
  record Answered(long call, int status, JsonObject body) implements Entry {}

  /**
   * A request will not be answered any more.
   *
   * @param call the request's number
   * @param timedOut whether the client gave up waiting; without, the connection broke
   * @param why what the client saw
   */
  record Unanswered(long call, boolean timedOut, String why) implements Entry {}

  /**
   * The follower's subscription was confirmed.
   *
   * @param connection the number of its connection
   * @param cursor where it goes on
   * @param resumed whether it had asked to go on from a cursor
   * @param recovered whether the gateway says that nothing was missed
   */
  record Subscribed(long connection, String cursor, boolean resumed, boolean recovered)
      implements Entry {}

  /** The follower was told that events may have been missed. */
  record ResetSeen(long connection, String reason) implements Entry {}

  /**
   * A whole snapshot came.
   *
   * @param followed whether the follower got it, which goes on from it; otherwise it was taken on
   *     the side, to compare
   * @param cursor the position that it shows
   */
  record SnapshotSeen(boolean followed, String cursor, JsonArray devices, JsonArray operations)
      implements Entry {}

  /**
   * The follower got an event.
   *
   * @param connection the number of the connection
   * @param cursor the event's cursor
   * @param event the CloudEvent
   */
  record EventSeen(long connection, String cursor, JsonObject event) implements Entry {}

  /**
   * Devices that answer were held, and the gateway got the time to disconnect them; the snapshot on
   * the side that follows shows whether it did.
   *
   * @param devices their ids
   */
  record HoldsSettled(JsonArray devices) implements Entry {}

  /**
   * No more commands were sent, and the bound for everything to end was waited for.
   *
   * @param boundMs the bound
   */
  record Quiet(long boundMs) implements Entry {}
}
