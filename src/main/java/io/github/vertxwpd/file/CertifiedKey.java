package io.github.vertxwpd.file;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/**
 * The public key of one file's certificate, and the private key of another.
 *
 * @param certified the key that the certificate is for
 * @param key the key that should be its owner's
 */
public record CertifiedKey(PublicKey certified, PrivateKey key) {
  private static final byte[] PROBE = "to be signed".getBytes(StandardCharsets.US_ASCII);

  /** Returns whether the one verifies what the other has signed. */
  public boolean belongTogether() {
    String algorithm =
        switch (certified.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> certified.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Says nothing of the private key. */
  @Override
  public String toString() {
    return "CertifiedKey[" + certified.getAlgorithm() + "]";
  }
}
