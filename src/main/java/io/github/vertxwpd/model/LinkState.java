package io.github.vertxwpd.model;

/** The state of the Bluetooth link between one gateway and one device, as that gateway sees it. */
public enum LinkState implements WireName {
  /** The link is up and Windows enumerates the device. */
  CONNECTED("connected"),
  /** The device is paired and its link is down. */
  DISCONNECTED("disconnected"),
  /** A connect operation is under way. */
  CONNECTING("connecting"),
  /** A disconnect operation is under way. */
  DISCONNECTING("disconnecting"),
  /** The link could not be read. */
  UNKNOWN("unknown");

  private final String wireName;

  LinkState(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
