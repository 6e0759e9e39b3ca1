package io.github.vertxwpd.web;

import io.vertx.core.http.HttpConnection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * The server's TCP connections, of which there are so many at most. One that has not finished its
 * TLS handshake does not count yet; it ends when the handshake takes too long.
 */
final class OpenConnections {
  private final IntSupplier most;
  private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();

  /**
   * Counts from none.
   *
   * @param most how many there may be, asked for each new one
   */
  OpenConnections(IntSupplier most) {
    this.most = most;
  }

  /** Takes a new connection, or closes it at once. Called on the server's event loop. */
  void opened(HttpConnection connection) {
    if (open.size() >= most.getAsInt()) {
      connection.close();
    } else {
      open.add(connection);
      connection.closeHandler(closed -> open.remove(connection));
    }
  }

  /**
   * Forgets a connection: of one that became a WebSocket the server does not tell that it ended.
   */
  void closed(HttpConnection connection) {
    open.remove(connection);
  }

  /** Returns how many there are. May be called on any thread. */
  int count() {
    return open.size();
  }
}
