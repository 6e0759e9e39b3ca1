package io.github.vertxwpd.fleet.credentials;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes keys, EC P-256, and certificates of them. */
final class CertificateMaker {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SERIAL_BITS = 127;

  /**
   * From when until when a certificate is good.
   *
   * @param start its first second
   * @param end its last one
   */
  record Validity(Instant start, Instant end) {}

  private CertificateMaker() {}

  static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has EC P-256", e);
    }
  }

  /** Makes the certificate of a CA that issues those of nodes, and no other CA's. */
  static X509Certificate authority(String name, KeyPair keys, Validity validity) {
    X500Principal itself = new X500Principal("CN=" + name);
    return make(
        new JcaX509v3CertificateBuilder(
            itself,
            serial(),
            Date.from(validity.start()),
            Date.from(validity.end()),
            itself,
            keys.getPublic()),
        keys.getPrivate(),
        (builder, extensions) -> {
          builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
          builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
          builder.addExtension(
              Extension.subjectKeyIdentifier,
              false,
              extensions.createSubjectKeyIdentifier(keys.getPublic()));
        });
  }

  /** Makes the certificate of a node, for both ends of TLS. */
  static X509Certificate node(
      String gateway,
      PublicKey key,
      X509Certificate issuer,
      PrivateKey signing,
      Validity validity) {
    return make(
        new JcaX509v3CertificateBuilder(
            issuer,
            serial(),
            Date.from(validity.start()),
            Date.from(validity.end()),
            new X500Principal("CN=" + gateway),
            key),
        signing,
        (builder, extensions) -> {
          builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
          builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
          builder.addExtension(
              Extension.extendedKeyUsage,
              false,
              new ExtendedKeyUsage(
                  new KeyPurposeId[] {
                    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                  }));
          builder.addExtension(
              Extension.authorityKeyIdentifier,
              false,
              extensions.createAuthorityKeyIdentifier(issuer.getPublicKey()));
        });
  }

  private static BigInteger serial() {
    return new BigInteger(SERIAL_BITS, RANDOM);
  }

  @FunctionalInterface
  private interface Extensions {
    void add(X509v3CertificateBuilder builder, JcaX509ExtensionUtils extensions)
        throws CertIOException;
  }

  private static X509Certificate make(
      X509v3CertificateBuilder builder, PrivateKey signing, Extensions extensions) {
    try {
      extensions.add(builder, new JcaX509ExtensionUtils());
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signing)));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs certificates with ECDSA", e);
    }
  }
}
