package io.github.vertxwpd.examples;

import io.github.vertxwpd.DataOptions;
import io.github.vertxwpd.GatewayOptions;
import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.SimulatorOptions;
import io.github.vertxwpd.WpdGateway;
import io.github.vertxwpd.WpdOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/** The manual's example of a verticle that brings a gateway with it. */
// tag::verticle[]
final class OwnGateway extends VerticleBase {
  private final WpdOptions options;
  private WpdGateway gateway;

  OwnGateway(WpdOptions options) {
    this.options = options;
  }

  @Override
  public Future<?> start() {
    return WpdGateway.deploy(vertx, options).onSuccess(deployed -> gateway = deployed);
  }

  @Override
  public Future<?> stop() {
    return gateway.close(); // refuses new commands, and waits for those that run
  }

  // end::verticle[]

  static WpdOptions withoutWeb(String directory) {
    // tag::options[]
    return new WpdOptions()
        .setGateway(new GatewayOptions().setId("line-7"))
        .setHttp(new HttpOptions().setEnabled(false))
        .setData(new DataOptions().setDir(directory));
    // end::options[]
  }

  static WpdOptions withFaults(String directory) {
    // tag::faults[]
    JsonObject script = new JsonObject().put("1", "never").put("*", "flap:500");
    return withoutWeb(directory)
        .setProvider("simulated")
        .setSimulated(new SimulatorOptions().setDevices(3).setLatencyMs(10).setScript(script));
    // end::faults[]
  }

  static Future<String> deploy(Vertx vertx, WpdOptions options) {
    // tag::deploy[]
    return vertx.deployVerticle(new OwnGateway(options));
    // end::deploy[]
  }
}
