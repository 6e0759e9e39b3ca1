package io.github.vertxwpd.fleet;

/**
 * The event-bus addresses that nodes talk to each other at.
 *
 * @param prefix what every address begins with
 */
record FleetAddresses(String prefix) {
  /** Published: that a node is there, or leaves. */
  String announcements() {
    return prefix + ".fleet";
  }

  /**
   * Request: what one process is asked. Nobody answers there once it has ended, so that nobody
   * talks to its successor by mistake.
   *
   * @param incarnation the id of the process's start
   */
  String of(String incarnation) {
    return prefix + ".fleet." + incarnation;
  }
}
