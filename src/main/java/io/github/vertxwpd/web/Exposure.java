package io.github.vertxwpd.web;

import io.github.vertxwpd.HttpOptions;
import java.util.ArrayList;
import java.util.List;

/** Whether it is safe to listen where the configuration says. */
public final class Exposure {
  private Exposure() {}

  /**
   * Checks that what other machines can reach has both TLS and authentication, and that a
   * certificate has a key.
   *
   * @param authenticated whether tokens or JSON Web Tokens are configured
   * @throws IllegalArgumentException where it has not, saying which keys to set
   */
  public static void check(HttpOptions options, boolean authenticated) {
    boolean certificate = !options.getTls().getCertificate().isEmpty();
    boolean key = !options.getTls().getKey().isEmpty();
    boolean loopback = BoundHost.of(options.getHost()).isLoopback();
    boolean tls = !loopback || certificate || key;
    List<String> missing = new ArrayList<>();
    if (tls && !certificate) {
      missing.add("http.tls.certificate (the PEM file of a certificate, its chain behind it)");
    }
    if (tls && !key) {
      missing.add("http.tls.key (the PEM file of the certificate's private key)");
    }
    if (!loopback && !authenticated) {
      missing.add("security.tokens (a file that `token create` writes) or security.jwt.issuer");
    }
    if (!missing.isEmpty()) {
      String set = ": set " + String.join(", and ", missing);
      throw new IllegalArgumentException(
          loopback
              ? "HTTPS needs a certificate and its key" + set
              : "http.host is \""
                  + options.getHost()
                  + "\", which other machines can reach"
                  + set
                  + "; or set http.host to "
                  + HttpOptions.DEFAULT_HOST);
    }
  }

  /**
   * Checks that {@code http.origins} has what browsers send.
   *
   * @throws IllegalArgumentException where it has not, saying how to write it
   */
  public static void checkOrigins(HttpOptions options) {
    OwnNames.of(options);
  }
}
