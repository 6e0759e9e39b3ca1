package io.github.vertxwpd.fleet.credentials;

import io.github.vertxwpd.file.OwnerOnly;
import io.github.vertxwpd.model.Timestamps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A fleet's private CA and its secret: who has its directory says who belongs to the fleet. Its
 * methods block.
 */
public final class FleetAuthority {
  /** How long a fleet's CA is good. */
  public static final Duration LIFETIME = Duration.ofDays(3_653);

  /** How long a node's certificate is good where nothing else is asked for. */
  public static final Duration NODE_LIFETIME = Duration.ofDays(365);

  /** The clocks of a fleet's machines differ. */
  private static final Duration EARLIER = Duration.ofHours(1);

  private static final int SECRET_BYTES = 32;
  private static final int NAME_BYTES = 4;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final CredentialFiles files;
  private final X509Certificate certificate;
  private final PrivateKey key;
  private final Clock clock;

  private FleetAuthority(
      CredentialFiles files, X509Certificate certificate, PrivateKey key, Clock clock) {
    this.files = files;
    this.certificate = certificate;
    this.key = key;
    this.clock = clock;
  }

  /**
   * Makes a fleet's CA and secret.
   *
   * @param directory where to: one that is not there yet, or is empty
   * @param clock tells the time of day
   * @throws FleetFilesException where there is something already, which is never overwritten, or
   *     the directory cannot be written
   */
  public static FleetAuthority init(Path directory, Clock clock) throws FleetFilesException {
    CredentialFiles files = new CredentialFiles(directory);
    requireEmpty(files);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    KeyPair keys = CertificateMaker.newKeys();
    X509Certificate certificate =
        CertificateMaker.authority(
            "vertx-wpd fleet " + HexFormat.of().formatHex(random(NAME_BYTES)),
            keys,
            new CertificateMaker.Validity(now.minus(EARLIER), now.plus(LIFETIME)));
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random(SECRET_BYTES));
    try {
      OwnerOnly.createDirectories(directory);
      CredentialWriter writer = new CredentialWriter(files);
      writer.secret(secret);
      writer.authorities(Pem.encode("CERTIFICATE", certificate.getEncoded()));
      writer.authorityKey(keys.getPrivate());
    } catch (IOException | GeneralSecurityException e) {
      throw cannotWrite(directory, e);
    }
    return new FleetAuthority(files, certificate, keys.getPrivate(), clock);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static void requireEmpty(CredentialFiles files) throws FleetFilesException {
    Path directory = files.directory();
    if (Files.exists(files.authorityKey()) || Files.exists(files.authorities())) {
      throw new FleetFilesException(
          "%s has a fleet's CA already, which is never overwritten: issue from it with `vertx-wpd cluster issue %s <gateway>`, or name another directory"
              .formatted(directory, directory));
    }
    if (Files.exists(directory)) {
      try (Stream<Path> entries = Files.list(directory)) {
        if (entries.findAny().isPresent()) {
          throw new FleetFilesException(
              directory + " exists and is not empty: name a directory that is not there yet");
        }
      } catch (IOException e) {
        throw new FleetFilesException(
            directory + " is no directory that this user may look into: name another one", e);
      }
    }
  }

  /**
   * Opens a fleet's directory.
   *
   * @param directory as {@link #init} made it
   * @param clock tells the time of day
   * @throws FleetFilesException where there is no CA that can be used
   */
  public static FleetAuthority open(Path directory, Clock clock) throws FleetFilesException {
    CredentialFiles files = new CredentialFiles(directory);
    if (!Files.exists(files.authorityKey()) || !Files.exists(files.authorities())) {
      throw new FleetFilesException(
          "%s has no fleet's CA (ca.crt and ca.key): make one, once for the whole fleet, with `vertx-wpd cluster init %s`"
              .formatted(directory, directory));
    }
    try {
      X509Certificate certificate = new Pem(files.authorities()).certificates().get(0);
      Instant end = certificate.getNotAfter().toInstant();
      if (!clock.instant().isBefore(end)) {
        throw new FleetFilesException(
            "the CA in %s ended at %s: make another one with `vertx-wpd cluster init <dir>`"
                .formatted(directory, Timestamps.format(end)));
      }
      new Pem(files.secret()).text();
      return new FleetAuthority(
          files, certificate, new Pem(files.authorityKey()).privateKey(), clock);
    } catch (IllegalArgumentException e) {
      throw new FleetFilesException(e.getMessage() + ": restore it from a copy", e);
    }
  }

  /**
   * Makes a node's directory, or renews what is in it, key included.
   *
   * @param gateway the id of the node, which is valid
   * @param lifetime how long its certificate is good; at most as long as the CA
   * @throws FleetFilesException where it cannot be written
   */
  public FleetCredentials issue(String gateway, Duration lifetime) throws FleetFilesException {
    if (isFileOfTheFleet(gateway)) {
      throw new FleetFilesException(
          "a gateway cannot be called \"" + gateway + "\": a file of the fleet is");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant end = earlier(now.plus(lifetime), ends());
    KeyPair keys = CertificateMaker.newKeys();
    X509Certificate issued =
        CertificateMaker.node(
            gateway,
            keys.getPublic(),
            certificate,
            key,
            new CertificateMaker.Validity(now.minus(EARLIER), end));
    CredentialFiles node = files.of(gateway);
    try {
      OwnerOnly.createDirectories(node.directory());
      CredentialWriter writer = new CredentialWriter(node);
      writer.authorities(new Pem(files.authorities()).text());
      writer.secret(new Pem(files.secret()).text().strip());
      writer.key(keys.getPrivate());
      writer.certificate(issued);
      return FleetCredentials.read(node.directory(), now);
    } catch (IOException | GeneralSecurityException e) {
      throw cannotWrite(node.directory(), e);
    } catch (IllegalArgumentException e) {
      throw new FleetFilesException(e.getMessage(), e);
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private boolean isFileOfTheFleet(String gateway) {
    return Set.of(files.authorities(), files.authorityKey(), files.secret())
        .contains(files.directory().resolve(gateway));
  }

  private static FleetFilesException cannotWrite(Path directory, Exception cause) {
    return new FleetFilesException(
        "%s cannot be written (%s): name a directory that this user may write to"
            .formatted(directory, cause),
        cause);
  }

  /** Returns where it is. */
  public Path directory() {
    return files.directory();
  }

  /** Returns what the CA calls itself. */
  public String name() {
    return certificate.getSubjectX500Principal().getName();
  }

  /** Returns when the CA ends. */
  public Instant ends() {
    return certificate.getNotAfter().toInstant();
  }

  /** Says which it is; the private key is a secret. */
  @Override
  public String toString() {
    return "FleetAuthority[" + name() + ", until " + Timestamps.format(ends()) + "]";
  }
}
