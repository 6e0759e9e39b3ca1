package io.github.vertxwpd.security;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/**
 * Gets a JWKS over HTTPS: the server's certificate and name are verified, no redirect is followed,
 * and neither a slow nor a large answer holds anything up.
 */
final class KeyFetch {
  /** How long connecting, the handshake and the answer may take each, in milliseconds. */
  static final int TIMEOUT_MS = 5_000;

  private static final int OK = 200;

  private final Vertx vertx;
  private final HttpClient client;
  private final String address;
  private final int timeoutMs;

  /**
   * Makes a client; it is closed with the verticle on whose context it is made.
   *
   * @param address an https address, as {@link #check} lets through
   * @param options whom the client trusts
   * @param timeoutMs how long connecting, the handshake and the answer may take each
   */
  KeyFetch(Vertx vertx, String address, HttpClientOptions options, int timeoutMs) {
    this.vertx = vertx;
    this.address = address;
    this.timeoutMs = timeoutMs;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions(options)
                .setSsl(true)
                .setKeepAlive(false)
                .setConnectTimeout(timeoutMs)
                .setSslHandshakeTimeout(timeoutMs)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
  }

  /**
   * Checks an address.
   *
   * @throws IllegalArgumentException naming the key, where it is no https address of a server
   */
  static void check(String key, String address) {
    URI uri;
    try {
      uri = URI.create(address);
    } catch (IllegalArgumentException e) {
      throw noAddress(key, address);
    }
    if (!"https".equals(uri.getScheme())
        || uri.getHost() == null
        || uri.getUserInfo() != null
        || uri.getFragment() != null) {
      throw noAddress(key, address);
    }
  }

  private static IllegalArgumentException noAddress(String key, String address) {
    return new IllegalArgumentException(
        key
            + " takes a file or an address such as https://login.example.com/keys, not \""
            + address
            + "\"");
  }

  /** Returns whether a JWKS is named by an address, of whatever scheme, and not by a file. */
  static boolean isAddress(String jwks) {
    return jwks.contains("://");
  }

  /** Gets the JWKS; fails where there is none within some seconds. */
  Future<Buffer> get() {
    RequestOptions request = new RequestOptions().setAbsoluteURI(address).setTimeout(timeoutMs);
    return client.request(request).compose(this::send);
  }

  private Future<Buffer> send(HttpClientRequest request) {
    Promise<Buffer> body = Promise.promise();
    long timer =
        vertx.setTimer(
            timeoutMs, late -> body.tryFail("it did not answer within " + timeoutMs + " ms"));
    request
        .putHeader("accept", "application/json, application/jwk-set+json")
        .send()
        .onSuccess(response -> receive(response, body))
        .onFailure(body::tryFail);
    return body.future()
        .onComplete(done -> vertx.cancelTimer(timer))
        .onFailure(cause -> request.reset());
  }

  private static void receive(HttpClientResponse response, Promise<Buffer> body) {
    response.exceptionHandler(body::tryFail);
    if (response.statusCode() != OK) {
      body.tryFail("it answered " + response.statusCode());
      return;
    }
    Buffer all = Buffer.buffer();
    response
        .handler(
            part -> {
              if (all.length() + part.length() > KeyAddress.MAX_BYTES) {
                body.tryFail("it answered more than " + KeyAddress.MAX_BYTES + " bytes");
              } else {
                all.appendBuffer(part);
              }
            })
        .endHandler(end -> body.tryComplete(all));
  }

  /** Says why it failed: what is behind a failed handshake, too, such as an unknown certificate. */
  static String reason(Throwable cause) {
    Throwable last = cause;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last == cause ? cause.getMessage() : cause.getMessage() + ": " + last.getMessage();
  }
}
