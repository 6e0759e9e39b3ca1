package io.github.vertxwpd.fleet.credentials;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * A file in PEM. Its methods block.
 *
 * @param path the file
 */
record Pem(Path path) {
  private static final int LINE = 64;
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

  /** Puts bytes into PEM. */
  static String encode(String what, byte[] bytes) {
    String base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
  }

  /**
   * Reads all certificates.
   *
   * @throws IllegalArgumentException where there is none, or the file cannot be read
   */
  List<X509Certificate> certificates() {
    String text = text();
    if (!text.contains("-----BEGIN CERTIFICATE-----")) {
      throw wrong("has no certificate in PEM, -----BEGIN CERTIFICATE-----");
    }
    try {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(bytes))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException e) {
      throw wrong("has a certificate that cannot be read (" + e.getMessage() + ")");
    }
  }

  /**
   * Reads a private key without a password (PKCS #8).
   *
   * @throws IllegalArgumentException where there is none, or the file cannot be read; nothing of
   *     the key is in the message
   */
  PrivateKey privateKey() {
    String begin = "-----BEGIN PRIVATE KEY-----";
    String text = text();
    int start = text.indexOf(begin);
    int end = text.indexOf("-----END PRIVATE KEY-----");
    if (start < 0 || end < start) {
      throw wrong("has no private key in PEM, " + begin);
    }
    try {
      return privateKey(
          Base64.getMimeDecoder().decode(text.substring(start + begin.length(), end)));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw wrong("has a private key that cannot be read");
    }
  }

  private static PrivateKey privateKey(byte[] bytes) throws GeneralSecurityException {
    InvalidKeySpecException unknown = new InvalidKeySpecException("of no algorithm that is known");
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      } catch (InvalidKeySpecException e) {
        unknown.addSuppressed(e);
      }
    }
    throw unknown;
  }

  /**
   * Reads the file as text.
   *
   * @throws IllegalArgumentException where it cannot be read
   */
  String text() {
    try {
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw wrong("does not exist");
    } catch (AccessDeniedException e) {
      throw wrong("may not be read by this user");
    } catch (IOException e) {
      throw wrong("cannot be read (" + e.getMessage() + ")");
    }
  }

  /** Makes the exception of a file that is not what it should be. */
  IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("the file \"" + path + "\" " + what);
  }
}
