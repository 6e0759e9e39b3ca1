package io.github.vertxwpd.metrics;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.github.vertxwpd.WpdClient;
import io.github.vertxwpd.WpdGateway;
import io.github.vertxwpd.WpdOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.function.Predicate;

/** A whole gateway with simulated devices, and what it says at {@code /metrics}. */
final class MeasuredGateway {
  static final String GATEWAY = "gw-canary";

  private final HttpClient http = HttpClient.newHttpClient();
  private final WpdGateway gateway;
  final WpdClient client;

  private MeasuredGateway(Vertx vertx, WpdGateway gateway) {
    this.gateway = gateway;
    this.client = WpdClient.create(vertx);
  }

  static MeasuredGateway deploy(Vertx vertx, Path data, JsonObject configuration) throws Exception {
    JsonObject defaults =
        new JsonObject()
            .put("provider", "simulated")
            .put("gateway", new JsonObject().put("id", GATEWAY))
            .put("http", new JsonObject().put("port", 0))
            .put("data", new JsonObject().put("dir", data.toString()))
            .put("simulated", new JsonObject().put("devices", 3).put("latencyMs", 20));
    WpdOptions options = new WpdOptions(defaults.mergeIn(configuration, true));
    return new MeasuredGateway(vertx, WpdGateway.deploy(vertx, options).await(20, SECONDS));
  }

  /** Returns the id of a device, the first one's number being 1. */
  String device(int number) throws Exception {
    return client.devices().await(20, SECONDS).get(number - 1).id().value();
  }

  HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + gateway.httpPort().orElseThrow() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  Scrape scrape() throws Exception {
    return new Scrape(get("/metrics").body());
  }

  /** Reads the metrics until they say something; they are up to a second old. */
  Scrape until(Predicate<Scrape> said) throws Exception {
    Scrape scrape = scrape();
    while (!said.test(scrape)) {
      scrape = scrape();
    }
    return scrape;
  }
}
