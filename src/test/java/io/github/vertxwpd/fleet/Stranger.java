package io.github.vertxwpd.fleet;

import io.github.vertxwpd.fleet.credentials.LiveCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Somebody who tries to get in where a fleet's nodes talk.
 *
 * @param name what is wrong with him
 * @param tls how he does TLS; empty where he does not
 * @param version of TLS
 */
public record Stranger(String name, Optional<SSLContext> tls, String version) {
  private static final int PATIENCE_MS = 10_000;
  private static final byte[] HELLO =
      "HZCsomething that should go no further".getBytes(StandardCharsets.US_ASCII);

  /** Everybody who must not get in. */
  public static List<Stranger> all(TestFleet fleet, TestFleet other) {
    return List.of(
        new Stranger("without TLS", Optional.empty(), ""),
        new Stranger("without a certificate", Optional.of(withoutCertificate()), "TLSv1.3"),
        of("of another fleet", other.credentials("gw-9")),
        of("whose certificate has ended", fleet.expired("gw-8")),
        new Stranger(
            "of the fleet, with TLS 1.2",
            Optional.of(fleet.credentials("gw-7").sslContext()),
            "TLSv1.2"));
  }

  /** Somebody with credentials. */
  public static Stranger of(String name, LiveCredentials credentials) {
    return new Stranger(name, Optional.of(credentials.sslContext()), "TLSv1.3");
  }

  private static SSLContext withoutCertificate() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Connects, sends something, and returns what he is answered; empty where he is refused. */
  public Optional<byte[]> talk(int port) throws IOException {
    InetAddress host = InetAddress.getLoopbackAddress();
    try (Socket socket =
        tls.isEmpty() ? new Socket() : tls.get().getSocketFactory().createSocket()) {
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      return talk(socket);
    }
  }

  private Optional<byte[]> talk(Socket socket) {
    try {
      if (socket instanceof SSLSocket secure) {
        secure.setEnabledProtocols(new String[] {version});
        secure.startHandshake();
      }
      socket.getOutputStream().write(HELLO);
      socket.getOutputStream().flush();
      byte[] answer = socket.getInputStream().readNBytes(HELLO.length);
      return answer.length == 0 ? Optional.empty() : Optional.of(answer);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("he was neither refused nor answered", e);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What he sends. */
  public static byte[] hello() {
    return HELLO.clone();
  }

  @Override
  public String toString() {
    return name;
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
