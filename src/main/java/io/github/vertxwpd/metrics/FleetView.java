package io.github.vertxwpd.metrics;

import java.util.Set;

/**
 * What is shown of a cluster of gateways. Asked on a worker, whenever metrics are read; must wait
 * for nothing.
 */
public interface FleetView {
  /** Returns the states that a member can be in, always the same ones. */
  Set<String> states();

  /** Returns how many members are in a state now, this gateway among them. */
  int members(String state);

  /** Returns how often events of another gateway were found missing since the start. */
  long gaps();
}
