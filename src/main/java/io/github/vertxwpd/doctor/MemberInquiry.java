package io.github.vertxwpd.doctor;

import io.github.vertxwpd.fleet.credentials.LiveCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether a member of a fleet is where it should be, and tells it nothing. */
final class MemberInquiry {
  /** How long a look at one member may take. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final int CONNECT_MS = 3_000;
  private static final int HANDSHAKE_MS = 10_000;

  /** A member that lets somebody in says nothing; one that does not says so at once. */
  private static final int SILENCE_MS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(MemberInquiry.class);
  private static final String VERSION = "TLSv1.3";

  /** What was found. */
  enum Answer {
    /** Whoever is there is of the fleet, and takes us for one of it. */
    REACHED,
    /** Nobody is there. */
    UNREACHABLE,
    /** Somebody is there, and does not answer in time. */
    SILENT,
    /** Somebody is there, with whom there is no mutual TLS. */
    REFUSED
  }

  private MemberInquiry() {}

  /** Looks whether anybody listens. Blocks. */
  static Answer plain(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), CONNECT_MS);
      return Answer.REACHED;
    } catch (IOException e) {
      return Answer.UNREACHABLE;
    }
  }

  /** Does what a pipe does first. Blocks. */
  static Answer byTls(InetAddress address, int port, LiveCredentials credentials) {
    try (SSLSocket socket =
        (SSLSocket) credentials.sslContext().getSocketFactory().createSocket()) {
      try {
        socket.connect(new InetSocketAddress(address, port), CONNECT_MS);
      } catch (IOException e) {
        return Answer.UNREACHABLE;
      }
      return handshake(socket) && isSilent(socket) ? Answer.REACHED : Answer.REFUSED;
    } catch (SocketTimeoutException e) {
      return Answer.SILENT;
    } catch (IOException e) {
      return Answer.UNREACHABLE;
    }
  }

  /** One that does not end in time says nothing about who is there. */
  private static boolean handshake(SSLSocket socket) throws SocketTimeoutException {
    try {
      socket.setEnabledProtocols(new String[] {VERSION});
      socket.setSoTimeout(HANDSHAKE_MS);
      socket.startHandshake();
      return true;
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      LOG.debug("No handshake", e);
      return false;
    }
  }

  /** In TLS 1.3 the client's handshake is done before the server has seen its certificate. */
  private static boolean isSilent(SSLSocket socket) {
    try {
      socket.setSoTimeout(SILENCE_MS);
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      LOG.debug("Not let in", e);
      return false;
    }
  }
}
