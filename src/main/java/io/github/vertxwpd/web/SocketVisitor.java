package io.github.vertxwpd.web;

import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.audit.Caller.Via;
import io.github.vertxwpd.security.Principal;
import io.github.vertxwpd.web.Admissions.Admission;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Who is at the other end of a WebSocket: asked once, at the hello. */
final class SocketVisitor {
  private final Reception reception;
  private final String address;
  private Credential brought;

  /** Keeps what came with the upgrade, until the hello. */
  SocketVisitor(HttpServerRequest upgrade, Reception reception) {
    this.reception = reception;
    this.address = RequestCaller.address(upgrade);
    this.brought = Credential.of(upgrade, reception.cookie());
  }

  /**
   * Finds out who it is.
   *
   * @param token what the hello says; it counts more than what came with the upgrade
   */
  Future<Identity> identify(Optional<String> token) {
    Credential credential = token.<Credential>map(Credential.Token::new).orElse(brought);
    brought = new Credential.None();
    Future<Identity> identified = reception.identification().identify(credential, address);
    return credential instanceof Credential.None
        ? identified
        : identified.onFailure(
            failure ->
                reception
                    .audit()
                    .denied(
                        AuditAction.REQUEST,
                        RequestCaller.unknown(Via.WEBSOCKET, address),
                        failure,
                        "hello"));
  }

  /** Lets somebody in, unless they have as many connections as one user may have. */
  Optional<Admission> admit(Identity identity) {
    return reception.admissions().admit(identity);
  }

  /** Names somebody for the records. */
  Caller caller(Principal principal) {
    return RequestCaller.of(principal, Via.WEBSOCKET, address);
  }

  WebAudit audit() {
    return reception.audit();
  }
}
