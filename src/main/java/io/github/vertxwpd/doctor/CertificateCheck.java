package io.github.vertxwpd.doctor;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.TlsOptions;
import io.github.vertxwpd.file.OwnerOnly;
import io.github.vertxwpd.model.Timestamps;
import io.github.vertxwpd.web.tls.ServerCertificate;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether HTTPS can be served, and for how long.
 *
 * @param options the certificate's files
 * @param clock tells the time of day
 */
record CertificateCheck(HttpOptions options, Clock clock) implements Check {
  /** Enough to order a new one by hand; a running gateway is degraded for the last two weeks. */
  static final Duration EXPIRING = Duration.ofDays(30);

  private static final String NAME = "certificates";
  private static final String KEY_NAME = "private-key";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() throws IOException {
    TlsOptions tls = options.getTls();
    if (!options.isEnabled() || (tls.getCertificate().isEmpty() && tls.getKey().isEmpty())) {
      return List.of(Finding.skip(NAME, "http.tls is not set: no HTTPS"));
    }
    ServerCertificate certificate;
    Vertx vertx = Vertx.vertx();
    try {
      certificate = ServerCertificate.read(vertx, tls);
    } catch (IllegalArgumentException e) {
      return List.of(
          Finding.error(
              NAME,
              e.getMessage(),
              "set http.tls.certificate and http.tls.key to PEM files that this user can read and"
                  + " that belong together"));
    } finally {
      vertx.close();
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(validity(certificate, tls).with("certificate", certificate.description()));
    if (OwnerOnly.isOpenToOthers(Path.of(tls.getKey()))) {
      findings.add(
          Finding.warn(
              KEY_NAME,
              "others than its owner can read the private key " + tls.getKey(),
              "chmod 600 " + tls.getKey()));
    }
    return List.copyOf(findings);
  }

  private Finding validity(ServerCertificate certificate, TlsOptions tls) {
    Instant now = clock.instant();
    Instant start = certificate.own().getNotBefore().toInstant();
    Instant end = certificate.own().getNotAfter().toInstant();
    String whose = certificate.own().getSubjectX500Principal().getName();
    String renew = "put a new one at " + tls.getCertificate() + "; a running gateway takes it";
    if (!now.isBefore(end)) {
      return Finding.error(
          NAME, "the certificate of " + whose + " ended at " + Timestamps.format(end), renew);
    }
    if (now.isBefore(start)) {
      return Finding.error(
          NAME,
          "the certificate of " + whose + " begins only at " + Timestamps.format(start),
          "set the clock of this machine, or wait, or " + renew);
    }
    long days = Duration.between(now, end).toDays();
    String message = "the certificate of %s ends in %d days".formatted(whose, days);
    return now.plus(EXPIRING).isBefore(end)
        ? Finding.ok(NAME, message)
        : Finding.warn(NAME, message, renew);
  }
}
