package io.github.vertxwpd.cli;

import io.github.vertxwpd.WpdGateway;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.file.SourceVerticle;
import io.github.vertxwpd.fleet.engine.ClusteredVertx;
import io.github.vertxwpd.model.Gateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway with a Vert.x of its own. The thread that starts it also closes it, and may block; it
 * is none of Vert.x'.
 */
final class GatewayProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayProcess.class);

  private final Node node;
  private final WpdGateway gateway;
  private final WpdOptions options;
  private final Duration patience;

  /**
   * The Vert.x that the gateway is in.
   *
   * @param degraded why it does not work fully; asked often
   * @param close closes all of it
   */
  private record Node(Vertx vertx, Supplier<List<String>> degraded, Supplier<Future<Void>> close) {
    static Node alone(Vertx vertx) {
      return new Node(vertx, List::of, vertx::close);
    }

    static Node ofFleet(ClusteredVertx clustered) {
      return new Node(clustered.vertx(), clustered::degraded, clustered::close);
    }
  }

  private GatewayProcess(Node node, WpdGateway gateway, WpdOptions options, Duration patience) {
    this.node = node;
    this.gateway = gateway;
    this.options = options;
    this.patience = patience;
  }

  /**
   * Starts a gateway and waits until it serves.
   *
   * @param options how it runs
   * @param patience how long a stop may take
   * @throws CommandFailure where it cannot start, saying which key to set
   * @throws InterruptedException where it is to stop before it serves
   */
  static GatewayProcess start(WpdOptions options, Duration patience)
      throws CommandFailure, InterruptedException {
    Node node = startNode(options, patience);
    Future<WpdGateway> deploying = WpdGateway.deploy(node.vertx(), options);
    try {
      WpdGateway gateway =
          StartWait.USUAL.await(deploying, "the journal, the devices and the addresses");
      gateway.alsoDegradedBy(node.degraded());
      return new GatewayProcess(node, gateway, options, patience);
    } catch (ExecutionException e) {
      await(node.close().get(), patience);
      throw StartFailure.of(e.getCause(), options);
    } catch (InterruptedException e) {
      await(deploying.compose(WpdGateway::close).eventually(node.close()), patience);
      throw e;
    }
  }

  private static Node startNode(WpdOptions options, Duration patience)
      throws CommandFailure, InterruptedException {
    Future<Node> starting = startNode(options);
    try {
      return StartWait.USUAL.await(starting, "the other members of the fleet");
    } catch (ExecutionException e) {
      throw StartFailure.of(e.getCause(), options);
    } catch (InterruptedException e) {
      await(starting.compose(node -> node.close().get()), patience);
      throw e;
    }
  }

  private static Future<Node> startNode(WpdOptions options) {
    VertxOptions vertxOptions = new VertxOptions().setPreferNativeTransport(true);
    if (!options.getCluster().isEnabled()) {
      return Future.succeededFuture(Node.alone(Vertx.vertx(vertxOptions)));
    }
    try {
      String id = options.getGateway().idOrHostName();
      return ClusteredVertx.start(vertxOptions, options.getCluster(), id).map(Node::ofFleet);
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
  }

  /** Returns the gateway as it is now. */
  Gateway gateway() {
    return gateway.info();
  }

  /** Returns where it serves; empty where {@code http.enabled} is false. */
  Optional<String> url() {
    if (gateway.httpPort().isEmpty()) {
      return Optional.empty();
    }
    String host = options.getHttp().getHost();
    String literal = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    boolean tls = !options.getHttp().getTls().getCertificate().isEmpty();
    return Optional.of(
        (tls ? "https://" : "http://") + literal + ":" + gateway.httpPort().getAsInt());
  }

  /**
   * Begins to read the configuration again when its file changes; without a file it does not.
   *
   * @param sources where it comes from
   * @param environment the environment variables
   */
  void follow(ConfigurationSources sources, Map<String, String> environment) {
    sources
        .file()
        .map(file -> ConfigurationWatch.of(file, sources, environment, gateway))
        .ifPresent(
            watch ->
                node.vertx().deployVerticle(new SourceVerticle(List.of(watch.source()), () -> {})));
  }

  /** Lets the running operations end and stops everything, within the patience. */
  @Override
  public void close() {
    LOG.info("Stopping: no more commands; waiting for the running ones");
    await(gateway.close().eventually(node.close()), patience);
  }

  /** An interrupt while stopping means nothing new. */
  private static void await(Future<?> end, Duration patience) {
    boolean interrupted = Thread.interrupted();
    try {
      end.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      LOG.warn("Not everything could be stopped: {}", e.getCause().toString());
    } catch (TimeoutException e) {
      LOG.warn("Not everything stopped within {} ms", patience.toMillis());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
