package io.github.vertxwpd.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A TCP connection that sends what it likes, as slowly as it likes. */
final class RawConnection implements AutoCloseable {
  private final Socket socket = new Socket();

  private RawConnection() {}

  static RawConnection to(int port) throws IOException {
    RawConnection connection = new RawConnection();
    connection.socket.setTcpNoDelay(true);
    connection.socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(WebFixture.LIMIT_SECONDS));
    connection.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return connection;
  }

  void send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Returns what comes up to the end of a line. */
  String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    InputStream in = socket.getInputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.append((char) b);
    }
    return line.toString().stripTrailing();
  }

  /** Returns all that comes until the server ends the connection, in whatever way. */
  String readToTheEnd() throws IOException {
    StringBuilder received = new StringBuilder();
    try {
      InputStream in = socket.getInputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        received.append((char) b);
      }
    } catch (SocketException e) {
      // It was ended hard; a time-out is another exception.
    }
    return received.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
