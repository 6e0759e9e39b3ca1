package io.github.vertxwpd.security;

import io.github.vertxwpd.JwtOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs JSON Web Tokens with keys of its own, by the platform's cryptography alone. */
final class Issuer {
  static final String NAME = "https://login.example.com";
  static final String AUDIENCE = "vertx-wpd";

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final Map<String, String> SIGNATURES =
      Map.of(
          "RS256", "SHA256withRSA",
          "RS384", "SHA384withRSA",
          "RS512", "SHA512withRSA",
          "PS256", "RSASSA-PSS",
          "ES256", "SHA256withECDSAinP1363Format",
          "ES384", "SHA384withECDSAinP1363Format",
          "ES512", "SHA512withECDSAinP1363Format",
          "EdDSA", "EdDSA");

  private Issuer() {}

  /**
   * A key pair with what a JWKS says of it.
   *
   * @param jwk the public key
   */
  record Key(String id, String algorithm, KeyPair pair, JsonObject jwk) {
    /** Signs claims. */
    String sign(JsonObject claims) {
      return sign(new JsonObject().put("alg", algorithm).put("kid", id), claims);
    }

    String sign(JsonObject header, JsonObject claims) {
      String content = content(header, claims);
      return content + "." + BASE64.encodeToString(signature(pair.getPrivate(), content));
    }

    private byte[] signature(PrivateKey key, String content) {
      try {
        Signature signature = Signature.getInstance(SIGNATURES.get(algorithm));
        if (algorithm.equals("PS256")) {
          signature.setParameter(
              new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        signature.initSign(key);
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return signature.sign();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  static JwtOptions options() {
    return new JwtOptions().setIssuer(NAME).setAudience(AUDIENCE).setJwks("keys.json");
  }

  /** Claims that let an operator in for an hour. */
  static JsonObject claims(Instant now) {
    return new JsonObject()
        .put("iss", NAME)
        .put("aud", AUDIENCE)
        .put("sub", "alice")
        .put("roles", new JsonArray().add("operator"))
        .put("exp", now.getEpochSecond() + 3_600);
  }

  static Key rsa(String id) {
    return rsa(id, "RS256", 2_048);
  }

  static Key rsa(String id, String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      KeyPair pair = generator.generateKeyPair();
      RSAPublicKey key = (RSAPublicKey) pair.getPublic();
      JsonObject jwk =
          jwk(id, "RSA", algorithm)
              .put("n", number(key.getModulus()))
              .put("e", number(key.getPublicExponent()));
      return new Key(id, algorithm, pair, jwk);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static Key ellipticCurve(String id, String algorithm, String curve, int bytes) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp" + curve.substring(2) + "r1"));
      KeyPair pair = generator.generateKeyPair();
      ECPublicKey key = (ECPublicKey) pair.getPublic();
      JsonObject jwk =
          jwk(id, "EC", algorithm)
              .put("crv", curve)
              .put("x", number(key.getW().getAffineX(), bytes))
              .put("y", number(key.getW().getAffineY(), bytes));
      return new Key(id, algorithm, pair, jwk);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static Key ed25519(String id) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      // A public key ends with its 32 bytes (RFC 8410).
      byte[] encoded = ((EdECPublicKey) pair.getPublic()).getEncoded();
      byte[] x = new byte[32];
      System.arraycopy(encoded, encoded.length - x.length, x, 0, x.length);
      JsonObject jwk =
          jwk(id, "OKP", "EdDSA").put("crv", "Ed25519").put("x", BASE64.encodeToString(x));
      return new Key(id, "EdDSA", pair, jwk);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** A JWKS with the public keys. */
  static Buffer jwks(Key... keys) {
    return jwks(Stream.of(keys).map(Key::jwk).toArray(JsonObject[]::new));
  }

  static Buffer jwks(JsonObject... keys) {
    JsonArray array = new JsonArray();
    Stream.of(keys).forEach(array::add);
    return new JsonObject().put("keys", array).toBuffer();
  }

  /** A token whose signature is a code by a shared secret. */
  static String signWithSecret(byte[] secret, JsonObject header, JsonObject claims) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      String content = content(header, claims);
      byte[] code = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + BASE64.encodeToString(code);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** The first two parts of a token. */
  static String content(JsonObject header, JsonObject claims) {
    return part(header) + "." + part(claims);
  }

  private static String part(JsonObject json) {
    return BASE64.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
  }

  private static JsonObject jwk(String id, String type, String algorithm) {
    return new JsonObject().put("kty", type).put("kid", id).put("use", "sig").put("alg", algorithm);
  }

  private static String number(BigInteger number) {
    return number(number, (number.bitLength() + 7) / 8);
  }

  private static String number(BigInteger number, int bytes) {
    byte[] signed = number.toByteArray();
    byte[] fixed = new byte[bytes];
    int length = Math.min(signed.length, bytes);
    System.arraycopy(signed, signed.length - length, fixed, bytes - length, length);
    return BASE64.encodeToString(fixed);
  }
}
