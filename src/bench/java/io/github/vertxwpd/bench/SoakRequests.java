package io.github.vertxwpd.bench;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Commands and questions over HTTP, each over a connection of its own, as the command line makes
 * them. Confined to one event loop.
 */
final class SoakRequests {
  private static final List<String> QUESTIONS =
      List.of(
          "/api/v1/devices",
          "/api/v1/operations",
          "/api/v1/gateways",
          "/api/v1/events",
          "/health/ready",
          "/metrics",
          "/");

  /** So that what never calls back ends within the run. */
  private static final JsonObject BODY =
      new JsonObject().put("timeoutMs", 5_000).put("expiresInMs", 5_000);

  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  private final HttpClient client;
  private final Random random;
  private final SoakCount counts;
  private final SoakWitness witness;
  private List<String> devices = List.of();
  private int asked;

  SoakRequests(HttpClient client, Random random, SoakCount counts, SoakWitness witness) {
    this.client = client;
    this.random = random;
    this.counts = counts;
    this.witness = witness;
  }

  /** Learns which devices there are. */
  Future<Void> begin() {
    return client
        .request(HttpMethod.GET, "/api/v1/devices?limit=1000")
        .compose(request -> request.send().compose(response -> response.body()))
        .map(Buffer::toJsonObject)
        .onSuccess(
            answer -> {
              JsonArray all = answer.getJsonArray("devices");
              devices = all.stream().map(each -> ((JsonObject) each).getString("device")).toList();
            })
        .mapEmpty();
  }

  /** Commands a device, half of the time with a request id. */
  void command() {
    String device = devices.get(random.nextInt(devices.size()));
    String verb = random.nextBoolean() ? "connect" : "disconnect";
    client
        .request(HttpMethod.POST, "/api/v1/devices/" + device + "/" + verb)
        .compose(
            request -> {
              request.putHeader("Content-Type", "application/json");
              if (random.nextBoolean()) {
                request.putHeader("Idempotency-Key", UUID.randomUUID().toString());
              }
              return request
                  .send(BODY.toBuffer())
                  .compose(
                      response ->
                          response.body().onSuccess(body -> answered(response.statusCode(), body)));
            })
        .onFailure(failure -> counts.add("commands that failed: " + failure.getMessage()));
  }

  private void answered(int status, Buffer body) {
    JsonObject answer = body.toJsonObject();
    if (status != OK && status != ACCEPTED) {
      counts.add("commands refused: " + answer.getString("code"));
    } else if (answer.getBoolean("duplicate")) {
      counts.add("commands that joined");
    } else {
      counts.add("commands accepted");
      witness.accepted(answer.getString("operation"));
    }
  }

  /** Asks the next question. */
  void ask() {
    String question = QUESTIONS.get(asked++ % QUESTIONS.size());
    client
        .request(HttpMethod.GET, question)
        .compose(
            request ->
                request
                    .send()
                    .compose(
                        response ->
                            response
                                .body()
                                .onSuccess(
                                    body ->
                                        counts.add(
                                            response.statusCode() == OK
                                                ? "questions answered"
                                                : question
                                                    + " answered by "
                                                    + response.statusCode()))))
        .onFailure(failure -> counts.add("questions that failed: " + failure.getMessage()));
  }
}
