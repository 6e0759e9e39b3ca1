package io.github.vertxwpd.web;

import java.io.IOException;
import java.util.Timer;
import java.util.TimerTask;

/** Sends a little again and again, until the other side has enough. */
final class Dripping extends TimerTask {
  private static final long EVERY_MS = 20;

  private final RawConnection connection;
  private final String drop;
  private final Timer timer = new Timer("dripping", true);

  private Dripping(RawConnection connection, String drop) {
    this.connection = connection;
    this.drop = drop;
  }

  /**
   * Begins to send.
   *
   * @param first what is sent once
   * @param drop what is sent then
   */
  static Dripping into(RawConnection connection, String first, String drop) throws IOException {
    Dripping dripping = new Dripping(connection, drop);
    connection.send(first);
    dripping.timer.schedule(dripping, EVERY_MS, EVERY_MS);
    return dripping;
  }

  @Override
  public void run() {
    try {
      connection.send(drop);
    } catch (IOException e) {
      timer.cancel();
    }
  }

  void stop() {
    timer.cancel();
  }
}
