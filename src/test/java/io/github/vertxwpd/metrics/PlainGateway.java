package io.github.vertxwpd.metrics;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;

/** A gateway in a process of its own, which prints how it answers. */
final class PlainGateway {
  private PlainGateway() {}

  /**
   * Runs it.
   *
   * @param arguments the data directory
   */
  public static void main(String[] arguments) throws Exception {
    Vertx vertx = Vertx.vertx();
    MeasuredGateway gateway =
        MeasuredGateway.deploy(vertx, Path.of(arguments[0]), new JsonObject());
    gateway.client.disconnect(gateway.device(1)).await(20, SECONDS);
    System.out.println("ready " + gateway.get("/health/ready").statusCode());
    System.out.println("metrics " + gateway.get("/metrics").statusCode());
    System.exit(0);
  }
}
