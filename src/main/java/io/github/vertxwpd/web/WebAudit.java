package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.AuditEntry;
import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.audit.DenialRecorder;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.web.tls.CertificateWatch;
import io.github.vertxwpd.web.tls.ServerCertificate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/**
 * What the web records: what it denies, who logs in and out, which certificate it serves. What is
 * done well is recorded where it is done. Nothing waits for these records and nothing fails with
 * them: what is denied stays denied, and who may look may look while nothing can be written.
 */
final class WebAudit implements CertificateWatch.Listener {
  private static final int MAX_PATH = 256;

  private final AuditTrail trail;
  private final DenialRecorder denials;
  private final WebListener listener;

  /**
   * Begins to record.
   *
   * @param listener told how much is denied
   */
  WebAudit(Vertx vertx, AuditTrail trail, WebListener listener) {
    this.trail = trail;
    this.denials = new DenialRecorder(vertx, trail);
    this.listener = listener;
  }

  /**
   * Records that a request was denied.
   *
   * @param action what it would have been
   * @param failure what it was answered
   */
  void denied(AuditAction action, Caller caller, Throwable failure, HttpServerRequest request) {
    listener.denied(code(failure));
    denials.record(AuditEntry.denied(action, caller, code(failure), details(request)));
  }

  /**
   * Records that what a WebSocket's client said was denied.
   *
   * @param action what it would have been
   * @param failure what it was answered
   * @param message what it said: its {@code t}, or a command's verb
   */
  void denied(AuditAction action, Caller caller, Throwable failure, String message) {
    JsonObject details = new JsonObject().put("message", shortened(message));
    listener.denied(code(failure));
    denials.record(AuditEntry.denied(action, caller, code(failure), details));
  }

  void loggedIn(Caller caller) {
    append(AuditEntry.allowed(AuditAction.LOGIN, caller, new JsonObject()));
  }

  void loggedOut(Caller caller) {
    append(AuditEntry.happened(AuditAction.LOGOUT, caller, new JsonObject()));
  }

  @Override
  public void replaced(ServerCertificate now) {
    append(AuditEntry.happened(AuditAction.CERTIFICATE_READ, Caller.GATEWAY, now.description()));
  }

  @Override
  public void refused(String why) {
    append(
        AuditEntry.failed(
            AuditAction.CERTIFICATE_READ,
            Caller.GATEWAY,
            ProblemCode.VALIDATION_FAILED,
            new JsonObject().put("detail", why)));
  }

  private static ProblemCode code(Throwable failure) {
    return failure instanceof WpdException e ? e.problem().code() : ProblemCode.INTERNAL_ERROR;
  }

  /** A query may have anything in it, and is not recorded. */
  private static JsonObject details(HttpServerRequest request) {
    return new JsonObject()
        .put("method", request.method().name())
        .put("path", shortened(String.valueOf(request.path())));
  }

  private static String shortened(String text) {
    return text.length() <= MAX_PATH ? text : text.substring(0, MAX_PATH);
  }

  private void append(AuditEntry entry) {
    Future<Void> recorded = trail.append(entry);
    recorded.otherwiseEmpty();
  }
}
