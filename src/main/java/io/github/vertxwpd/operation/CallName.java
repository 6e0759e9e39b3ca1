package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.model.WireName;
import java.util.Locale;

/** What a native call does. */
public enum CallName implements WireName {
  /** Lists the paired devices. */
  LIST,
  /** Reads the link of one device. */
  OBSERVE,
  /** Queues a request to connect. */
  CONNECT,
  /** Queues a request to disconnect. */
  DISCONNECT,
  /** Asks for the cancellation of a request. */
  CANCEL,
  /** Gives up what was queued. */
  RELEASE,
  /** Anything else. */
  OTHER;

  @Override
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the call that queues a request. */
  static CallName of(Verb verb) {
    return switch (verb) {
      case CONNECT -> CONNECT;
      case DISCONNECT -> DISCONNECT;
    };
  }
}
