package io.github.vertxwpd.cli;

import io.github.vertxwpd.WpdGateway;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.model.Gateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway with a Vert.x of its own. The thread that starts it also closes it, and may block; it
 * is none of Vert.x'.
 */
final class GatewayProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayProcess.class);

  private final Vertx vertx;
  private final WpdGateway gateway;
  private final WpdOptions options;
  private final Duration patience;

  private GatewayProcess(Vertx vertx, WpdGateway gateway, WpdOptions options, Duration patience) {
    this.vertx = vertx;
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
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    Future<WpdGateway> deploying = WpdGateway.deploy(vertx, options);
    try {
      WpdGateway gateway = deploying.toCompletionStage().toCompletableFuture().get();
      return new GatewayProcess(vertx, gateway, options, patience);
    } catch (ExecutionException e) {
      await(vertx.close(), patience);
      throw StartFailure.of(e.getCause(), options);
    } catch (InterruptedException e) {
      await(deploying.compose(WpdGateway::close).eventually(vertx::close), patience);
      throw e;
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

  /** Lets the running operations end and stops everything, within the patience. */
  @Override
  public void close() {
    LOG.info("Stopping: no more commands; waiting for the running ones");
    await(gateway.close().eventually(vertx::close), patience);
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
