package io.github.vertxwpd.fleet;

import java.util.Map;

/**
 * How the fleet is, as this node sees it; up to a second old.
 *
 * @param members how many gateways there are by whether they were heard of lately, this node's own
 *     among them
 * @param gaps how often events of another gateway were missing, and were read from it
 */
public record FleetCondition(Map<Liveness, Long> members, long gaps) {
  public FleetCondition {
    members = Map.copyOf(members);
  }
}
