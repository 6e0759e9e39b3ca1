package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.ProblemCode;
import java.util.Map;

/**
 * Told of what a gateway does, so that it can be counted. Called on the gateway's event loop; must
 * return at once and throw nothing.
 */
public interface GatewayListener {
  /** Counts nothing. */
  GatewayListener NONE = new GatewayListener() {};

  /** An event is on disk and can be seen; those of each process from its first one on. */
  default void happened(EventBody event) {}

  /** A command was refused: nothing was accepted. */
  default void commandRefused(ProblemCode code) {}

  /**
   * A native call has returned before it was given up.
   *
   * @param succeeded whether it brought what it was made for
   * @param durationMs from when it was handed to the apartment until its result was back, in
   *     milliseconds
   */
  default void callReturned(CallName call, boolean succeeded, long durationMs) {}

  /** A native call was given up with its apartment. */
  default void callAbandoned(CallName call) {}

  /** A native call that was given up has returned. */
  default void abandonedCallReturned(CallName call) {}

  /** Told about every second how many devices there are in each state of the link. */
  default void devicesCounted(Map<LinkState, Long> devices) {}
}
