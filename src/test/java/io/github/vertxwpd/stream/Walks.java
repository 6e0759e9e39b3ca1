package io.github.vertxwpd.stream;

import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.Freshness;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.StreamPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks, and events to walk over. */
public final class Walks {
  private Walks() {}

  static StreamPosition at(long offset) {
    return new StreamPosition("e1", offset);
  }

  /** Appends so many events. */
  public static void append(EventStream stream, int count) {
    for (int i = 0; i < count; i++) {
      stream.append(event());
    }
  }

  /** Steps as long as there are events, waiting for those on disk that come at once. */
  static StreamWalk.Step drain(StreamWalk walk, List<Long> seen) {
    while (true) {
      StreamWalk.Step step = walk.next();
      if (step instanceof StreamWalk.Next next) {
        seen.add(next.event().position().offset());
      } else if (!(step instanceof StreamWalk.OnDisk reading && reading.loaded().succeeded())) {
        return step;
      }
    }
  }

  /** Returns the offsets of the events that can be had at once. */
  static List<Long> offsets(StreamWalk walk) {
    List<Long> seen = new ArrayList<>();
    drain(walk, seen);
    return seen;
  }

  static EventBody event() {
    return new EventBody.DeviceAdded(
        new Device(
            Entries.CAMERA,
            "gw",
            "Canon EOS",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "pnp",
            LinkState.CONNECTED,
            Freshness.LIVE,
            Entries.NOW,
            false,
            Optional.empty()),
        Cause.STARTUP);
  }
}
