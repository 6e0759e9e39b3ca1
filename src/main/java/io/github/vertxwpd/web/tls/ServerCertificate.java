package io.github.vertxwpd.web.tls;

import io.github.vertxwpd.TlsOptions;
import io.github.vertxwpd.file.CertifiedKey;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.X509KeyManager;

/**
 * A certificate with its private key, both checked: that they can be read, and belong together.
 *
 * @param pem the certificate and its chain, as in the file
 * @param key the private key, as in the file
 * @param own the server's own certificate, the first in the file
 */
public record ServerCertificate(Buffer pem, Buffer key, X509Certificate own) {

  /**
   * Reads the two files. Blocks.
   *
   * @throws IllegalArgumentException where one is missing or is not what it should be, naming its
   *     key in the configuration; nothing of the private key is in the message
   */
  public static ServerCertificate read(Vertx vertx, TlsOptions files) {
    PemFile pemFile = new PemFile("http.tls.certificate", files.getCertificate());
    PemFile keyFile = new PemFile("http.tls.key", files.getKey());
    Buffer pem = pemFile.read();
    Buffer key = keyFile.read();
    ServerCertificate read = new ServerCertificate(pem, key, first(pem, pemFile));
    PrivateKey privateKey = read.privateKey(vertx, keyFile, pemFile);
    if (!new CertifiedKey(read.own.getPublicKey(), privateKey).belongTogether()) {
      throw keyFile.wrong("has a private key that does not belong to " + pemFile);
    }
    return read;
  }

  private static X509Certificate first(Buffer pem, PemFile file) {
    Collection<? extends Certificate> chain = List.of();
    try {
      // Without the line it may be read all the same, as DER, which the server does not take.
      if (pem.toString().contains("-----BEGIN CERTIFICATE-----")) {
        chain =
            CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes()));
      }
    } catch (CertificateException e) {
      throw file.wrong("has a certificate that cannot be read (" + e.getMessage() + ")");
    }
    return chain.stream()
        .map(X509Certificate.class::cast)
        .findFirst()
        .orElseThrow(() -> file.wrong("has no certificate in PEM, -----BEGIN CERTIFICATE-----"));
  }

  private PrivateKey privateKey(Vertx vertx, PemFile file, PemFile certificate) {
    if (key.toString().contains("ENCRYPTED")) {
      throw file.wrong("has a private key with a password; `openssl pkey` writes one without");
    }
    try {
      X509KeyManager keys =
          (X509KeyManager) options().getKeyManagerFactory(vertx).getKeyManagers()[0];
      String[] aliases = keys.getServerAliases(own.getPublicKey().getAlgorithm(), null);
      return keys.getPrivateKey(aliases[0]);
    } catch (Exception e) {
      // What a parser says of a key may have a part of the key in it.
      throw file.wrong(
          "has no private key in PEM (-----BEGIN PRIVATE KEY-----), RSA or EC, of the kind that "
              + certificate
              + " takes");
    }
  }

  /** Returns what the server is told. */
  public PemKeyCertOptions options() {
    return new PemKeyCertOptions().addCertValue(pem).addKeyValue(key);
  }

  /** Returns whether the files had the same in them. */
  boolean isSameAs(ServerCertificate other) {
    return pem.equals(other.pem) && key.equals(other.key);
  }

  /** Returns when it ends. */
  Instant ends() {
    return own.getNotAfter().toInstant();
  }

  /** Returns what tells it from others, and is no secret. */
  public JsonObject description() {
    return new JsonObject()
        .put("subject", own.getSubjectX500Principal().getName())
        .put("notAfter", ends().toString())
        .put("sha256", fingerprint());
  }

  private String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(own.getEncoded());
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256, and the certificate was read", e);
    }
  }

  /** Says whose it is; the private key is a secret. */
  @Override
  public String toString() {
    return "ServerCertificate["
        + own.getSubjectX500Principal().getName()
        + ", until "
        + ends()
        + "]";
  }
}
