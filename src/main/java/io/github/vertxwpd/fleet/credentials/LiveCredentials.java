package io.github.vertxwpd.fleet.credentials;

import io.github.vertxwpd.model.Timestamps;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's credentials as they were read last. What it gives to TLS asks for them at each
 * handshake, so that files that are renewed need no restart. Files that are not good, as while they
 * are being replaced, leave those that are used as they are. Thread-safe.
 */
public final class LiveCredentials {
  /** How long before its end a certificate makes the gateway degraded. */
  static final Duration EXPIRING = Duration.ofDays(14);

  private static final Duration BETWEEN_WARNINGS = Duration.ofDays(1);
  private static final Logger LOG = LoggerFactory.getLogger(LiveCredentials.class);

  private final Path directory;
  private final Clock clock;
  private final NodeKeyManager keys;
  private final FleetTrustManager trust;
  private volatile FleetCredentials current;
  private Optional<String> refused = Optional.empty();
  private Optional<Instant> warned = Optional.empty();

  private LiveCredentials(Path directory, Clock clock, FleetCredentials read) {
    this.directory = directory;
    this.clock = clock;
    this.current = read;
    this.keys = new NodeKeyManager(read);
    this.trust = new FleetTrustManager(read.authorities());
  }

  /**
   * Reads a node's credentials for the first time. Blocks.
   *
   * @param directory where they are: {@code cluster.credentials}
   * @param clock tells the time of day
   * @throws IllegalArgumentException where they are not good, saying what to do
   */
  public static LiveCredentials read(Path directory, Clock clock) {
    LiveCredentials live =
        new LiveCredentials(directory, clock, FleetCredentials.read(directory, clock.instant()));
    live.warnOnceADay();
    return live;
  }

  /** Returns what was read last and is good. */
  public FleetCredentials current() {
    return current;
  }

  /** Reads the files again. Blocks; never fails. To be called every few seconds. */
  public synchronized void look() {
    try {
      FleetCredentials read = FleetCredentials.read(directory, clock.instant());
      refused = Optional.empty();
      if (!read.isSameAs(current)) {
        take(read);
      }
    } catch (IllegalArgumentException e) {
      refuse(e.getMessage());
    }
    warnOnceADay();
  }

  private void take(FleetCredentials read) {
    FleetCredentials before = current;
    keys.replace(read);
    trust.replace(read.authorities());
    current = read;
    warned = Optional.empty();
    LOG.info("New handshakes use new credentials: {}", read);
    if (!read.secret().equals(before.secret())) {
      LOG.warn("The fleet's secret is another one: it is used after a restart");
    }
    if (!read.gateway().equals(before.gateway())) {
      LOG.warn("The new credentials are those of {}, not of {}", read.gateway(), before.gateway());
    }
  }

  private void refuse(String why) {
    if (!refused.equals(Optional.of(why))) {
      refused = Optional.of(why);
      LOG.warn(
          "The fleet's credentials that are used stay; those in the files are not good: {}", why);
    }
  }

  private void warnOnceADay() {
    Instant now = clock.instant();
    boolean due = warned.map(last -> !now.isBefore(last.plus(BETWEEN_WARNINGS))).orElse(true);
    if (due && !degraded().isEmpty()) {
      warned = Optional.of(now);
      LOG.warn(
          "{}: the certificate of {} ends at {}; issue it again with `vertx-wpd cluster issue <dir>"
              + " {}`, and copy what that makes to {}",
          degraded().get(0),
          current.gateway(),
          Timestamps.format(current.ends()),
          current.gateway(),
          directory);
    }
  }

  /** Returns why the credentials are a reason for concern; empty where they are not. */
  public List<String> degraded() {
    Instant now = clock.instant();
    Instant end = current.ends();
    if (!now.isBefore(end)) {
      return List.of("fleet-certificate-expired");
    }
    return now.plus(EXPIRING).isBefore(end) ? List.of() : List.of("fleet-certificate-expiring");
  }

  /**
   * Checks that a peer is of the fleet, by what is trusted now: a TLS session that is resumed is
   * not checked again by TLS.
   *
   * @param chain the peer's certificate, and what it sent behind it
   * @throws CertificateException where it is not
   */
  public void requireOfTheFleet(List<X509Certificate> chain) throws CertificateException {
    trust.checkClientTrusted(chain.toArray(X509Certificate[]::new), "UNKNOWN");
  }

  /** Returns the node's key and certificate, for TLS of Vert.x. */
  public KeyCertOptions keyCertOptions() {
    return KeyCertOptions.wrap(keys);
  }

  /** Returns whom to trust, for TLS of Vert.x. */
  public TrustOptions trustOptions() {
    return TrustOptions.wrap(trust);
  }

  /**
   * Returns the node's key and certificate as they are now, in PEM: for what turns its options into
   * JSON.
   */
  public PemKeyCertOptions pemOfNow() {
    return current.pem();
  }

  /** Returns whom to trust now, in PEM: for what turns its options into JSON. */
  public PemTrustOptions pemTrustOfNow() {
    return current.pemTrust();
  }

  /** Returns both, for TLS of the JDK. */
  public SSLContext sslContext() {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS 1.3", e);
    }
  }
}
