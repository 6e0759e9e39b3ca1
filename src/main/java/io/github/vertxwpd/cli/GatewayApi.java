package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** A running gateway's REST API. Its methods block until the answer is there. */
final class GatewayApi {
  /** Java's client counts the first use of TLS in, which takes seconds where much else runs. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

  private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

  private static final int FIRST_ERROR = 300;
  private static final int FIRST_SERVER_ERROR = 500;

  private final URI base;
  private final Optional<String> token;
  private final HttpClient client;

  /**
   * Makes a client; it connects when it is asked for something.
   *
   * @param base the gateway's address, without a slash at its end
   * @param token what to authenticate with
   * @param trusted whose certificates are trusted; empty for those that Java trusts
   */
  GatewayApi(URI base, Optional<String> token, Optional<SSLContext> trusted) {
    this.base = base;
    this.token = token;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT);
    trusted.ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  URI base() {
    return base;
  }

  Optional<String> token() {
    return token;
  }

  HttpClient client() {
    return client;
  }

  /** Reads an object. */
  JsonObject get(String path) throws CommandFailure {
    return send(request(path, READ_TIMEOUT).GET().build(), false, () -> {});
  }

  /**
   * Sends a command.
   *
   * @param path the path below the gateway's address
   * @param body the command's body
   * @param requestId the command's id: the same id is never executed twice
   * @param limit how long to wait for the answer, which comes once the native call has returned
   * @param meanwhile what to do a few times a second until then
   */
  JsonObject post(
      String path, JsonObject body, String requestId, Duration limit, Runnable meanwhile)
      throws CommandFailure {
    HttpRequest request =
        request(path, limit)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", requestId)
            .POST(BodyPublishers.ofString(body.encode()))
            .build();
    return send(request, true, meanwhile);
  }

  /** Asks for the end of something; asking again does no harm. */
  JsonObject delete(String path) throws CommandFailure {
    return send(request(path, READ_TIMEOUT).DELETE().build(), true, () -> {});
  }

  /** Percent-encodes one segment of a path, such as a raw PnP id, or a value of a query. */
  static String segment(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean unreserved =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._~".indexOf(c) >= 0;
      encoded.append(
          unreserved ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return encoded.toString();
  }

  /** Makes the failure of a connection that could not be made. */
  CommandFailure noAnswer() {
    return CommandFailure.unreachable(
        "no gateway answers at " + base + "; start one with `run`, or name another with --url");
  }

  /** Makes the failure of a secure connection that could not be made. */
  CommandFailure insecure(SSLException cause) {
    return CommandFailure.unreachable(
        "no secure connection to "
            + base
            + ": "
            + cause.getMessage()
            + "; check --url, and where the gateway's certificate is of a private authority, name"
            + " that one's with --cacert");
  }

  /** Makes the failure of an answer that no gateway gives. */
  CommandFailure strangeAnswer(String what) {
    return new CommandFailure(
        ExitCode.FAILED,
        ProblemCode.MALFORMED,
        base + " does not answer like a vertx-wpd gateway (" + what + "); check --url");
  }

  private HttpRequest.Builder request(String path, Duration limit) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(limit)
            .header("Accept", "application/json, application/problem+json");
    token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    return request;
  }

  private JsonObject send(HttpRequest request, boolean command, Runnable meanwhile)
      throws CommandFailure {
    HttpResponse<String> response;
    try {
      response = exchange(request, meanwhile);
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw noAnswer();
    } catch (SSLException e) {
      // After the handshake nobody knows what of a command has arrived.
      throw command && !(e instanceof SSLHandshakeException)
          ? broken(true, "broke the secure connection")
          : insecure(e);
    } catch (HttpTimeoutException e) {
      throw broken(command, "did not answer in time");
    } catch (IOException e) {
      throw broken(command, "closed the connection without an answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw broken(command, "had not answered when this command was stopped");
    }
    return answer(response, command);
  }

  private HttpResponse<String> exchange(HttpRequest request, Runnable meanwhile)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<String>> response =
        client.sendAsync(request, BodyHandlers.ofString());
    while (true) {
      try {
        return response.get(Progress.TURN.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        meanwhile.run();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
      } catch (InterruptedException e) {
        response.cancel(true);
        throw e;
      }
    }
  }

  private CommandFailure broken(boolean command, String what) {
    return command
        ? CommandFailure.outcomeUnknown("the command was sent, but " + base + " " + what)
        : CommandFailure.unreachable(base + " " + what + "; try again");
  }

  private JsonObject answer(HttpResponse<String> response, boolean command) throws CommandFailure {
    Optional<JsonObject> body = object(response.body());
    int status = response.statusCode();
    if (status < FIRST_ERROR && body.isPresent()) {
      return body.get();
    }
    if (status >= FIRST_ERROR && body.isPresent() && body.get().containsKey("code")) {
      throw refused(body.get());
    }
    boolean mayHaveRun = status < FIRST_ERROR || status >= FIRST_SERVER_ERROR;
    if (command && mayHaveRun) {
      throw broken(true, "answered HTTP " + status + " in words that are not a gateway's");
    }
    throw strangeAnswer("HTTP " + status);
  }

  private CommandFailure refused(JsonObject problem) {
    CommandFailure failure = CommandFailure.refused(problem);
    return "unauthenticated".equals(problem.getString("code"))
        ? failure.withHint(CommandFailure.TOKEN_HINT)
        : failure;
  }

  private static Optional<JsonObject> object(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(new JsonObject(text));
    } catch (DecodeException e) {
      return Optional.empty();
    }
  }
}
