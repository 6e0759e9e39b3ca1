package io.github.vertxwpd.connector;

import io.github.vertxwpd.model.LinkState;
import java.util.Optional;

/**
 * What was seen of one link at one moment.
 *
 * @param link {@code CONNECTED}, {@code DISCONNECTED}, or {@code UNKNOWN} where the device is not
 *     paired any more or does not say
 * @param enumerated whether WPD's own device list has the device; empty where its entries cannot be
 *     matched to the link
 */
public record LinkObservation(LinkState link, Optional<Boolean> enumerated) {
  /**
   * Returns whether a goal is observed: the link is there, and WPD's list does not speak against
   * it.
   *
   * @param goal {@code CONNECTED} or {@code DISCONNECTED}
   */
  public boolean shows(LinkState goal) {
    boolean listed = goal == LinkState.CONNECTED;
    return link == goal && enumerated.map(seen -> seen == listed).orElse(true);
  }
}
