package io.github.vertxwpd.fleet.credentials;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Gives TLS the node's key and certificate, those of now. A handshake that began before they were
 * replaced ends with those it began with: an alias is the certificate's serial number.
 */
final class NodeKeyManager extends X509ExtendedKeyManager {
  private final AtomicReference<List<FleetCredentials>> newestFirst;

  NodeKeyManager(FleetCredentials first) {
    newestFirst = new AtomicReference<>(List.of(first));
  }

  void replace(FleetCredentials now) {
    newestFirst.updateAndGet(before -> List.of(now, before.get(0)));
  }

  private String alias(String... keyTypes) {
    FleetCredentials now = newestFirst.get().get(0);
    return Arrays.asList(keyTypes).contains(now.key().getAlgorithm()) ? alias(now) : null;
  }

  private static String alias(FleetCredentials credentials) {
    return credentials.own().getSerialNumber().toString(Character.MAX_RADIX);
  }

  private Optional<FleetCredentials> of(String alias) {
    return newestFirst.get().stream().filter(one -> alias(one).equals(alias)).findFirst();
  }

  @Override
  public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
    return alias(keyTypes);
  }

  @Override
  public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
    return alias(keyTypes);
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return alias(keyType);
  }

  @Override
  public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    return alias(keyType);
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return aliases(keyType);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return aliases(keyType);
  }

  private String[] aliases(String keyType) {
    String alias = alias(keyType);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return of(alias).map(one -> one.chain().toArray(X509Certificate[]::new)).orElse(null);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return of(alias).map(FleetCredentials::key).orElse(null);
  }
}
