package io.github.vertxwpd.fleet.credentials;

import io.github.vertxwpd.file.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.UUID;

/**
 * Writes the files of a directory of credentials, each one for its owner alone, and each as a
 * whole: a node that reads meanwhile sees what was there or what is.
 *
 * @param files which
 */
record CredentialWriter(CredentialFiles files) {
  void authorities(String pem) throws IOException {
    write(files.authorities(), pem);
  }

  void authorityKey(PrivateKey key) throws IOException {
    write(files.authorityKey(), Pem.encode("PRIVATE KEY", key.getEncoded()));
  }

  void key(PrivateKey key) throws IOException {
    write(files.key(), Pem.encode("PRIVATE KEY", key.getEncoded()));
  }

  void certificate(X509Certificate certificate) throws IOException, GeneralSecurityException {
    write(files.certificate(), Pem.encode("CERTIFICATE", certificate.getEncoded()));
  }

  void secret(String secret) throws IOException {
    write(files.secret(), secret + "\n");
  }

  private static void write(Path file, String content) throws IOException {
    Path written = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".new");
    OwnerOnly.createFile(written);
    try {
      Files.writeString(written, content, StandardCharsets.ISO_8859_1);
      if (Files.exists(file)) {
        OwnerOnly.giveTheOwnerOf(file, written);
      }
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }
}
