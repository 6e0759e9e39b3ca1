package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers with {@code application/problem+json}. */
final class ProblemResponse {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemResponse.class);
  private static final long MS_PER_SECOND = TimeUnit.SECONDS.toMillis(1);

  private ProblemResponse() {}

  /**
   * Answers a request that failed, for whatever reason.
   *
   * @param status what the router makes of it: the context does not always know
   */
  static void ofFailure(RoutingContext context, int status) {
    if (context.failure() instanceof HttpClosedException || context.response().closed()) {
      // The client has gone before all was sent; nobody is there to be answered.
      return;
    }
    if (status == 400) {
      // The router could not make sense of it, so that its end is not certain either.
      ofInvalid(context.request(), "the request's path, query or Host is malformed");
      return;
    }
    Problem problem =
        switch (status) {
          case 417 ->
              Problem.of(ProblemCode.MALFORMED, "the header Expect can only be 100-continue");
          case 404 -> notFound(context.request());
          case 413 -> tooLarge();
          default -> of(failure(context));
        };
    write(context.request(), problem);
  }

  static Problem tooLarge() {
    return Problem.of(
        ProblemCode.PAYLOAD_TOO_LARGE,
        "the body is longer than " + WebLimits.MAX_REQUEST_BYTES + " bytes");
  }

  /** Finds the problem of an exception; one that nobody expected is logged and not shown. */
  static Problem of(Throwable failure) {
    if (failure instanceof WpdException e) {
      return e.problem();
    }
    LOG.error("a request failed", failure);
    return Problem.of(
        ProblemCode.INTERNAL_ERROR, "the gateway could not answer; its log says more");
  }

  private static Throwable failure(RoutingContext context) {
    return context.failure() == null
        ? new IllegalStateException("the router failed without an exception")
        : context.failure();
  }

  /**
   * Answers a request that the server could not even read.
   *
   * @param request what could be read of it
   */
  static void ofInvalid(HttpServerRequest request) {
    String detail =
        request.decoderResult().cause() instanceof TooLongFrameException
            ? "the request's first line or its headers are too long"
            : "the request is not valid HTTP";
    ofInvalid(request, detail);
  }

  /** Answers a request after which nothing more is read. */
  static void ofInvalid(HttpServerRequest request, String detail) {
    write(request, Problem.of(ProblemCode.MALFORMED, detail));
    request.connection().close();
  }

  static void methodNotAllowed(RoutingContext context, String allow) {
    context.response().putHeader(HttpHeaders.ALLOW, allow);
    write(
        context.request(),
        Problem.of(
            ProblemCode.METHOD_NOT_ALLOWED,
            context.request().method() + " is not allowed here; allowed: " + allow));
  }

  private static Problem notFound(HttpServerRequest request) {
    return Problem.of(ProblemCode.NOT_FOUND, "there is nothing at " + request.path());
  }

  private static void write(HttpServerRequest request, Problem problem) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    RequestGuard.addHeaders(request);
    response
        .setStatusCode(problem.code().status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (problem.code() == ProblemCode.UNAUTHENTICATED) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    problem
        .retryAfterMs()
        .ifPresent(ms -> response.putHeader(HttpHeaders.RETRY_AFTER, seconds(ms)));
    response.end(problem.toJson().toBuffer());
  }

  private static String seconds(long ms) {
    return Long.toString((ms + MS_PER_SECOND - 1) / MS_PER_SECOND);
  }
}
