package io.github.vertxwpd.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A user of a gateway's REST API who asks again and again, and times it. */
final class GrowthClient {
  /** What is timed. */
  @FunctionalInterface
  interface Question {
    /** Asks, and waits for the answer. */
    void ask() throws IOException, InterruptedException;
  }

  private static final double NANOS_IN_MS = 1e6;
  private static final int BAD = 400;
  private static final int COMMANDED = 8;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI api;
  private final List<JsonObject> devices = new ArrayList<>();
  private int turn;

  /**
   * Makes a client.
   *
   * @param port the gateway's, on loopback
   */
  GrowthClient(int port) {
    this.api = URI.create("http://127.0.0.1:" + port + "/api/v1/");
  }

  /**
   * Returns how long an answer takes: the median, after as many answers that are not counted.
   *
   * @return in milliseconds
   */
  static double medianMs(int times, Question question) throws IOException, InterruptedException {
    Latencies latencies = new Latencies();
    for (int i = -times; i < times; i++) {
      long asked = System.nanoTime();
      question.ask();
      if (i >= 0) {
        latencies.add(System.nanoTime() - asked);
      }
    }
    return latencies.micros(0.5) / 1e3;
  }

  static double msSince(long nanos) {
    return (System.nanoTime() - nanos) / NANOS_IN_MS;
  }

  /** Reads a resource. */
  JsonObject get(String path) throws IOException, InterruptedException {
    return answer(HttpRequest.newBuilder(api.resolve(path)));
  }

  /**
   * Takes the next of some devices to where it is not, and waits until it is there.
   *
   * @param member by which member of it the device is named
   */
  void command(String member) throws IOException, InterruptedException {
    command(member, "devices?limit=" + COMMANDED);
  }

  /** Does the same with a gateway's devices. */
  void commandOf(String gateway) throws IOException, InterruptedException {
    command("device", "devices?gateway=" + gateway);
  }

  private void command(String member, String which) throws IOException, InterruptedException {
    if (devices.isEmpty()) {
      JsonArray some = get(which).getJsonArray("devices");
      some.forEach(device -> devices.add((JsonObject) device));
    }
    JsonObject device = devices.get(turn++ % devices.size());
    boolean connected = device.getString("link").equals("connected");
    device.put("link", connected ? "disconnected" : "connected");
    String name = URLEncoder.encode(device.getString(member), StandardCharsets.UTF_8);
    JsonObject operation =
        answer(
            HttpRequest.newBuilder(
                    api.resolve("devices/" + name + (connected ? "/disconnect" : "/connect")))
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=10")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    if (!"succeeded".equals(operation.getString("outcome"))) {
      throw new IOException("a command did not succeed: " + operation.encode());
    }
  }

  private JsonObject answer(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
    if (response.statusCode() >= BAD) {
      throw new IOException(response.statusCode() + " " + response.body());
    }
    return new JsonObject(response.body());
  }
}
