package io.github.vertxwpd.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates a command trusts, where a gateway's is of a private authority. */
final class TrustedCertificates {
  private TrustedCertificates() {}

  /**
   * Reads a PEM file with the certificates of authorities, or with a gateway's own. These alone are
   * trusted then.
   *
   * @throws IllegalArgumentException where the file cannot be used, saying why
   */
  static SSLContext read(Path file) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate certificate : certificates(file)) {
        store.setCertificateEntry(Integer.toString(store.size()), certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new IllegalArgumentException("the file \"" + file + "\" cannot be read", e);
    } catch (GeneralSecurityException e) {
      throw noCertificate(file, e);
    }
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw noCertificate(file, null);
      }
      return found;
    }
  }

  private static IllegalArgumentException noCertificate(Path file, Exception cause) {
    return new IllegalArgumentException(
        "the file \"" + file + "\" has no certificate in PEM", cause);
  }
}
