package io.github.vertxwpd.bench;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.github.vertxwpd.AuditOptions;
import io.github.vertxwpd.DataOptions;
import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.SimulatorOptions;
import io.github.vertxwpd.WpdAddresses;
import io.github.vertxwpd.WpdClient;
import io.github.vertxwpd.WpdGateway;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.connector.simulated.SimulatedProvider;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.operation.GatewayVerticle;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * An embedded gateway with simulated devices, as an application deploys it, but without the web,
 * and clients that command its devices.
 */
final class AcceptGateway {
  /** Less than a gateway takes at once, so that nothing is refused, and many more than clients. */
  static final int DEVICES = 768;

  /** How long the simulator takes to complete a request, in milliseconds. */
  static final long LATENCY_MS = 1;

  private static final long PATIENCE_SECONDS = 60;

  /**
   * What clients have seen.
   *
   * @param accepted from the request to the reply
   * @param transactions how many the journal has made until each of the operations had ended
   */
  record Result(ClosedLoop.Result accepted, long transactions) {
    double transactionsPerOperation() {
      return (double) transactions / accepted.latencies().count();
    }
  }

  private final Supplier<Future<Void>> stop;
  private final Context clients;
  private final AcceptDevices devices;
  private final Optional<AcceptTransactions> transactions;

  private AcceptGateway(
      Supplier<Future<Void>> stop,
      Context clients,
      AcceptDevices devices,
      Optional<AcceptTransactions> transactions) {
    this.stop = stop;
    this.clients = clients;
    this.devices = devices;
    this.transactions = transactions;
  }

  /**
   * Deploys it and waits for it.
   *
   * @param clients the event loop of the clients
   * @param directory its data directory, whose name is also what its addresses begin with
   * @param audited whether it records its commands, as it does unless it is told otherwise
   */
  static AcceptGateway deploy(Vertx vertx, Context clients, Path directory, boolean audited)
      throws IOException, TimeoutException {
    String prefix = directory.getFileName().toString();
    WpdOptions options =
        options(directory)
            .setAddressPrefix(prefix)
            .setAudit(new AuditOptions().setEnabled(audited));
    WpdGateway gateway = await(WpdGateway.deploy(vertx, options));
    return new AcceptGateway(
        gateway::close,
        clients,
        devices(vertx, clients, prefix),
        Optional.of(new AcceptTransactions(directory.resolve("gateway.db"))));
  }

  /**
   * Deploys what of a gateway commands devices, with a journal that keeps nothing, and without an
   * audit log: nothing waits for a disk.
   *
   * @param clients the event loop of the clients
   * @param prefix what its addresses begin with
   */
  static AcceptGateway deployWithoutJournal(Vertx vertx, Context clients, String prefix)
      throws TimeoutException {
    WpdOptions options = options(Path.of(prefix)).setAddressPrefix(prefix);
    GatewayVerticle verticle =
        new GatewayVerticle(
            prefix,
            "1.0.0",
            new SimulatedProvider(options.getSimulated()),
            options,
            new FanoutJournal(),
            AuditTrail.NONE);
    String deployment = await(vertx.deployVerticle(verticle));
    return new AcceptGateway(
        () -> vertx.undeploy(deployment),
        clients,
        devices(vertx, clients, prefix),
        Optional.empty());
  }

  private static AcceptDevices devices(Vertx vertx, Context clients, String prefix)
      throws TimeoutException {
    List<Device> known = await(WpdClient.create(vertx, prefix).devices());
    AcceptDevices devices = new AcceptDevices(vertx.eventBus(), new WpdAddresses(prefix));
    await(on(clients, () -> devices.begin(known)));
    return devices;
  }

  private static WpdOptions options(Path directory) {
    return new WpdOptions()
        .setProvider("simulated")
        .setSimulated(new SimulatorOptions().setDevices(DEVICES).setLatencyMs(LATENCY_MS))
        .setHttp(new HttpOptions().setEnabled(false))
        .setData(new DataOptions().setDir(directory.toString()));
  }

  /** Lets one client command, and only when the gateway has nothing else to do. */
  Result commandAtRest(Duration duration) throws IOException, TimeoutException {
    return command(devices.oneAtATime(), 1, duration);
  }

  /** Lets clients command, each as soon as it has its reply. */
  Result command(int count, Duration duration) throws IOException, TimeoutException {
    return command(devices, count, duration);
  }

  private Result command(ClosedLoop.Workload workload, int count, Duration duration)
      throws IOException, TimeoutException {
    long before = transactions();
    ClosedLoop.Result accepted = await(ClosedLoop.run(clients, workload, count, duration));
    await(on(clients, devices::rest));
    return new Result(accepted, transactions() - before);
  }

  private long transactions() throws IOException {
    return transactions.isPresent() ? transactions.get().count() : 0;
  }

  /** Returns the commands' last reply. */
  JsonObject lastReply() throws TimeoutException {
    return await(on(clients, () -> Future.succeededFuture(devices.lastReply())));
  }

  /** Stops it. */
  void close() throws IOException, TimeoutException {
    await(stop.get());
    if (transactions.isPresent()) {
      transactions.get().close();
    }
  }

  /** Waits for something that must come soon, on a thread that is not one of Vert.x. */
  static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(PATIENCE_SECONDS, SECONDS);
  }

  private static <T> Future<T> on(Context context, Supplier<Future<T>> action) {
    Promise<T> result = Promise.promise();
    context.runOnContext(now -> action.get().onComplete(result));
    return result.future();
  }
}
