package io.github.vertxwpd.connector.simulated;

import io.github.vertxwpd.model.Hresult;
import java.util.OptionalLong;

/** One way in which a simulated device misbehaves; the package's description is the reference. */
sealed interface Fault {
  /** A request never completes. */
  record Never() implements Fault {}

  /** Each completion is reported twice. */
  record Twice() implements Fault {}

  /**
   * A request completes late, and cannot be stopped by a cancel.
   *
   * @param afterMs when it completes, in milliseconds after the call
   */
  record Late(long afterMs) implements Fault {
    /** Longer than the longest that a caller waits by default: {@value} ms. */
    static final long DEFAULT_MS = 65_000;
  }

  /** A request completes on the calling thread before the call returns. */
  record Inline() implements Fault {}

  /**
   * The native call does not return.
   *
   * @param forMs for how long, in milliseconds; empty: until the connector is closed
   */
  record Hang(OptionalLong forMs) implements Fault {}

  /**
   * The native call fails.
   *
   * @param status the failing code it returns
   */
  record Refuse(Hresult status) implements Fault {}

  /**
   * A disconnected device reconnects by itself.
   *
   * @param afterMs when, in milliseconds after the completed disconnect
   */
  record Flap(long afterMs) implements Fault {
    /** How soon unless the script says otherwise: {@value} ms. */
    static final long DEFAULT_MS = 2_000;
  }

  /**
   * A device stops being paired as soon as a request is queued.
   *
   * @param forMs for how long, in milliseconds; empty: for ever
   */
  record Vanish(OptionalLong forMs) implements Fault {}
}
