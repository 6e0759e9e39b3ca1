package io.github.vertxwpd.doctor;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Asks whoever listens on a port of this machine whether it is a gateway. It tells nothing: neither
 * a token nor anything else; so it does not matter who answers, and no certificate is verified. A
 * gateway answers everybody how it is, and does not record it.
 */
final class GatewayInquiry {
  private static final int PATIENCE_MS = 2_000;
  private static final int MAX_BYTES = 64 * 1024;

  /** The check that every report of a gateway's health has. */
  private static final String FIRST_CHECK = "event-loop";

  /**
   * A gateway that runs.
   *
   * @param ready whether it carries out commands
   * @param degraded why it does not work fully
   */
  record Running(boolean ready, List<String> degraded) {
    Running {
      degraded = List.copyOf(degraded);
    }
  }

  private GatewayInquiry() {}

  /**
   * Asks. Blocks for a few seconds at most.
   *
   * @param bound the address that is listened on
   * @return how it is; empty where it is no gateway, or does not answer
   */
  static Optional<Running> ask(InetAddress bound, int port, boolean tls) {
    try (Socket socket = tls ? trusting() : new Socket()) {
      InetAddress address = reachable(bound);
      socket.connect(new InetSocketAddress(address, port), PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(request(address, port));
      return running(read(socket.getInputStream()));
    } catch (IOException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** Nobody is behind the address that means all of them. */
  private static InetAddress reachable(InetAddress bound) throws UnknownHostException {
    if (!bound.isAnyLocalAddress()) {
      return bound;
    }
    return InetAddress.getByName(bound instanceof Inet6Address ? "::1" : "127.0.0.1");
  }

  private static byte[] request(InetAddress address, int port) {
    String literal = address.getHostAddress();
    String host = address instanceof Inet6Address ? "[" + literal + "]" : literal;
    return ("GET /health/ready HTTP/1.1\r\nHost: "
            + host
            + ":"
            + port
            + "\r\nAccept: application/json\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String read(InputStream in) throws IOException {
    return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
  }

  private static Optional<Running> running(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      return Optional.empty();
    }
    try {
      JsonObject body = new JsonObject(answer.substring(end).strip());
      boolean looked =
          body.getJsonArray("checks", new JsonArray()).stream()
              .anyMatch(check -> FIRST_CHECK.equals(((JsonObject) check).getString("name")));
      if (!looked) {
        return Optional.empty();
      }
      List<String> degraded =
          body.getJsonArray("degraded", new JsonArray()).stream().map(String.class::cast).toList();
      return Optional.of(new Running("UP".equals(body.getString("status")), degraded));
    } catch (DecodeException | ClassCastException e) {
      return Optional.empty();
    }
  }

  private static Socket trusting() throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anybody()}, null);
    return context.getSocketFactory().createSocket();
  }

  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
