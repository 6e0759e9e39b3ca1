package io.github.vertxwpd.fleet.credentials;

import io.github.vertxwpd.file.CertifiedKey;
import io.github.vertxwpd.model.Timestamps;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What one node proves with that it belongs to its fleet, as it was read at one moment: complete,
 * and all of it belongs together.
 *
 * @param directory where it was read
 * @param gateway whose it is
 * @param chain the node's certificate, and what stands behind it in the file
 * @param key the node's private key
 * @param authorities the CAs that are trusted
 * @param secret what all nodes of the fleet know, and nobody else
 */
public record FleetCredentials(
    Path directory,
    String gateway,
    List<X509Certificate> chain,
    PrivateKey key,
    List<X509Certificate> authorities,
    String secret) {
  private static final Pattern NAME =
      Pattern.compile("(?:^|,)CN=([a-z0-9][a-z0-9._-]{0,62})(?:,|$)");
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43,}");

  public FleetCredentials {
    chain = List.copyOf(chain);
    authorities = List.copyOf(authorities);
  }

  /**
   * Reads a node's credentials. Blocks.
   *
   * @param directory where they are: {@code cluster.credentials}
   * @param now the time of day
   * @throws IllegalArgumentException where one is missing, not what it should be, or past its end:
   *     saying which, and what to do; no secret is in the message
   */
  public static FleetCredentials read(Path directory, Instant now) {
    CredentialFiles files = new CredentialFiles(directory);
    requireAll(files);
    Pem certificate = new Pem(files.certificate());
    List<X509Certificate> chain = certificate.certificates();
    FleetCredentials read =
        new FleetCredentials(
            directory,
            gateway(chain.get(0), certificate),
            chain,
            new Pem(files.key()).privateKey(),
            new Pem(files.authorities()).certificates(),
            secret(new Pem(files.secret())));
    if (!new CertifiedKey(read.own().getPublicKey(), read.key).belongTogether()) {
      throw new Pem(files.key())
          .wrong("has a private key that does not belong to " + files.certificate() + read.again());
    }
    read.requireNow(certificate, now);
    read.requireOfTheFleet(certificate, now);
    return read;
  }

  private static void requireAll(CredentialFiles files) {
    Path directory = files.directory();
    String what = "cluster.credentials is \"" + directory + "\"";
    if (Files.notExists(directory)) {
      throw new IllegalArgumentException(
          what + ", a directory that does not exist: " + CredentialFiles.HOW);
    }
    List<String> missing = files.missing();
    if (!missing.isEmpty()) {
      boolean ofTheFleet = Files.exists(files.authorityKey());
      throw new IllegalArgumentException(
          what
              + (ofTheFleet ? ", which is the fleet's own directory and no node's: " : ", where ")
              + String.join(", ", missing)
              + (missing.size() == 1 ? " is missing: " : " are missing: ")
              + CredentialFiles.HOW);
    }
  }

  private static String gateway(X509Certificate certificate, Pem file) {
    Matcher name = NAME.matcher(certificate.getSubjectX500Principal().getName());
    if (!name.find()) {
      throw file.wrong("has a certificate whose CN is no gateway's id: " + CredentialFiles.HOW);
    }
    return name.group(1);
  }

  private static String secret(Pem file) {
    String secret = file.text().strip();
    if (!SECRET.matcher(secret).matches()) {
      throw file.wrong("is not what `vertx-wpd cluster init` made: copy it from the fleet's again");
    }
    return secret;
  }

  private void requireNow(Pem file, Instant now) {
    if (!now.isBefore(ends())) {
      throw file.wrong(
          "has a certificate of "
              + gateway
              + " that ended at "
              + Timestamps.format(ends())
              + again());
    }
    Instant start = own().getNotBefore().toInstant();
    if (now.isBefore(start)) {
      throw file.wrong(
          "has a certificate of %s that begins only at %s: set the clock of this machine, or wait"
              .formatted(gateway, Timestamps.format(start)));
    }
  }

  private void requireOfTheFleet(Pem file, Instant now) {
    try {
      PKIXParameters parameters =
          new PKIXParameters(
              authorities.stream()
                  .map(ca -> new TrustAnchor(ca, null))
                  .collect(Collectors.toSet()));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
    } catch (GeneralSecurityException e) {
      throw file.wrong(
          "has a certificate that none of the CAs in ca.crt beside it issued, or of one that has"
              + " ended ("
              + e.getMessage()
              + ")"
              + again());
    }
  }

  private String again() {
    return ": issue it again with `vertx-wpd cluster issue <dir> %s`, <dir> being the fleet's, and copy all of <dir>/%s to %s"
        .formatted(gateway, gateway, directory);
  }

  /** Returns the node's own certificate. */
  public X509Certificate own() {
    return chain.get(0);
  }

  /** Returns when the node's certificate ends. */
  public Instant ends() {
    return own().getNotAfter().toInstant();
  }

  PemKeyCertOptions pem() {
    return new PemKeyCertOptions()
        .addCertValue(pem(chain))
        .addKeyValue(Buffer.buffer(Pem.encode("PRIVATE KEY", key.getEncoded())));
  }

  PemTrustOptions pemTrust() {
    PemTrustOptions trust = new PemTrustOptions();
    authorities.forEach(authority -> trust.addCertValue(pem(List.of(authority))));
    return trust;
  }

  private static Buffer pem(List<X509Certificate> certificates) {
    Buffer pem = Buffer.buffer();
    try {
      for (X509Certificate certificate : certificates) {
        pem.appendString(Pem.encode("CERTIFICATE", certificate.getEncoded()));
      }
      return pem;
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("what was read can be written", e);
    }
  }

  /** Returns whether the files had the same in them. */
  boolean isSameAs(FleetCredentials other) {
    return chain.equals(other.chain)
        && authorities.equals(other.authorities)
        && secret.equals(other.secret)
        && Arrays.equals(key.getEncoded(), other.key.getEncoded());
  }

  /** Says whose they are; the private key and the secret are secrets. */
  @Override
  public String toString() {
    return "FleetCredentials[" + gateway + ", until " + Timestamps.format(ends()) + "]";
  }
}
