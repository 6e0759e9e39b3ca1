package io.github.vertxwpd.fleet.credentials;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a directory of credentials: a node's, or the fleet's own, which has the CA's key and
 * a directory for each node.
 *
 * @param directory where they are
 */
record CredentialFiles(Path directory) {
  /** How a node comes to its files, in words for the operator. */
  static final String HOW =
      "`vertx-wpd cluster init <dir>` makes a fleet's, once, and `vertx-wpd cluster issue <dir>"
          + " <gateway>` a node's in <dir>/<gateway>; copy those to the node, and set"
          + " cluster.credentials to where they are";

  /** Returns the certificates of the CAs that a node trusts. */
  Path authorities() {
    return directory.resolve("ca.crt");
  }

  /** Returns the CA's private key, which no node has. */
  Path authorityKey() {
    return directory.resolve("ca.key");
  }

  /** Returns the node's own certificate. */
  Path certificate() {
    return directory.resolve("node.crt");
  }

  /** Returns the node's private key. */
  Path key() {
    return directory.resolve("node.key");
  }

  /** Returns the secret that all nodes have. */
  Path secret() {
    return directory.resolve("fleet.secret");
  }

  /** Returns the names of a node's files that are not there. */
  List<String> missing() {
    return Stream.of(authorities(), certificate(), key(), secret())
        .filter(Files::notExists)
        .map(file -> file.getFileName().toString())
        .toList();
  }

  /** Returns the files of one node below the fleet's own. */
  CredentialFiles of(String gateway) {
    return new CredentialFiles(directory.resolve(gateway));
  }
}
