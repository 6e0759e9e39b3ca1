package io.github.vertxwpd.model;

/** Why a device changed. */
public enum Cause implements WireName {
  /** An operation of this gateway did it. */
  COMMAND("command"),
  /** The gateway did it, because the device is to be kept disconnected. */
  HOLD("hold"),
  /** Something else did it: Windows, another program, the device itself, its battery. */
  EXTERNAL("external"),
  /** It was found so when the gateway started. */
  STARTUP("startup");

  private final String wireName;

  Cause(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
