package io.github.vertxwpd.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for {@code localhost} and 127.0.0.1 that signs itself, made by the JDK's {@code
 * keytool}.
 *
 * @param file the certificate, in PEM
 * @param key its private key, in PEM
 */
public record TestCertificate(Path file, Path key) {
  private static final String PASSWORD = "for the test";

  /** Makes a certificate that is good for a year, with an EC key. */
  public static TestCertificate in(Path directory) {
    return make(directory, "EC", "+0d", 365);
  }

  /**
   * Makes a certificate.
   *
   * @param algorithm of its key, as keytool names it
   * @param start when it begins, such as {@code -20d}
   * @param days for how many days it is good
   */
  public static TestCertificate make(Path directory, String algorithm, String start, int days) {
    try {
      Path store = Files.createTempFile(Files.createDirectories(directory), "made", ".p12");
      Files.delete(store);
      keytool(store, algorithm, start, days);
      TestCertificate made =
          new TestCertificate(
              store.resolveSibling(store.getFileName() + ".crt"),
              store.resolveSibling(store.getFileName() + ".key"));
      write(store, made);
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keytool(Path store, String algorithm, String start, int days)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1"));
    command.addAll(List.of("-keyalg", algorithm, "-startdate", start));
    command.addAll(List.of("-validity", Integer.toString(days)));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", store.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException("keytool failed: " + output);
    }
  }

  private static void write(Path store, TestCertificate made)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    Files.writeString(made.file, pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
    Files.writeString(
        made.key, pem("PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded()));
  }

  private static String pem(String what, byte[] bytes) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(what, base64, what);
  }

  /** Returns how a client connects that trusts this certificate alone. */
  public SSLContext trusted() throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      trusted.setCertificateEntry(
          "gateway", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** Copies the files to a directory. */
  public TestCertificate copyTo(Path directory) throws IOException {
    TestCertificate copy =
        new TestCertificate(
            directory.resolve(file.getFileName()), directory.resolve(key.getFileName()));
    copy.replaceBy(this);
    return copy;
  }

  /** Puts another certificate and its key into this one's files. */
  public void replaceBy(TestCertificate other) throws IOException {
    Files.writeString(file, Files.readString(other.file));
    Files.writeString(key, Files.readString(other.key));
  }
}
