package io.github.vertxwpd;

/** The options that a running gateway can take. */
final class LiveOptions {
  private LiveOptions() {}

  /**
   * Returns the options of a running gateway with those of others that it can take.
   *
   * @param running what is in effect
   * @param next what is to be
   */
  static WpdOptions of(WpdOptions running, WpdOptions next) {
    WpdOptions live = new WpdOptions(running).setDevices(new DeviceOptions(next.getDevices()));
    HttpOptions http = next.getHttp();
    live.getHttp()
        .setOrigins(http.getOrigins())
        .setMaxConnections(http.getMaxConnections())
        .setMaxConnectionsPerUser(http.getMaxConnectionsPerUser())
        .setMaxFrameBytes(http.getMaxFrameBytes())
        .setFramesPerSecond(http.getFramesPerSecond())
        .setFrameBurst(http.getFrameBurst());
    return live;
  }
}
