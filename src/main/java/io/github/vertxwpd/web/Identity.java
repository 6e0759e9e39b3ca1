package io.github.vertxwpd.web;

import io.github.vertxwpd.model.Role;
import io.github.vertxwpd.security.BrowserSession;
import io.github.vertxwpd.security.Principal;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who sends a request, once that is known.
 *
 * @param principal whose credential came
 * @param session the browser's session, where the credential was its cookie
 */
record Identity(Principal principal, Optional<BrowserSession> session) {
  /** Whoever comes where nobody is asked. */
  static final Identity ANYBODY = of(Principal.ANYBODY);

  private static final String KEY = Identity.class.getName();

  /** Makes the identity of somebody who brought a token. */
  static Identity of(Principal principal) {
    return new Identity(principal, Optional.empty());
  }

  /** Makes the identity of a browser that is logged in. */
  static Identity of(BrowserSession session) {
    return new Identity(session.principal(), Optional.of(session));
  }

  /**
   * Returns who sent a request that has passed its {@link AccessCheck}.
   *
   * @throws IllegalStateException where it has passed none
   */
  static Identity of(RoutingContext context) {
    Identity known = context.get(KEY);
    if (known == null) {
      throw new IllegalStateException("a route without an access check");
    }
    return known;
  }

  void putInto(RoutingContext context) {
    context.put(KEY, this);
  }

  /** Returns the names of a role and of all that it includes. */
  static JsonArray names(Role role) {
    JsonArray names = new JsonArray();
    Stream.of(Role.values()).filter(role::includes).map(Role::wireName).forEach(names::add);
    return names;
  }
}
