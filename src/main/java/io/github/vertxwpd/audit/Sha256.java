package io.github.vertxwpd.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 as the records write it. */
final class Sha256 {
  /** What it begins with. */
  static final String PREFIX = "sha256:";

  /** How many characters it has: {@value}. */
  static final int LENGTH = 71;

  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Returns the hash of bytes. */
  static String of(byte[] bytes) {
    return new Sha256().add(bytes, bytes.length).hash();
  }

  /** Adds the first bytes of an array. */
  Sha256 add(byte[] bytes, int length) {
    digest.update(bytes, 0, length);
    return this;
  }

  /** Returns the hash of what was added; the next one begins anew. */
  String hash() {
    return PREFIX + HexFormat.of().formatHex(digest.digest());
  }
}
