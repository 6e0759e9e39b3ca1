package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.ConnectorProvider;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.ProviderUnavailableException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker verticle that owns the apartment: one thread opens the connector, makes every native
 * call, and closes it.
 *
 * <p>Vert.x promises that a worker verticle's handlers do not run concurrently, not that they run
 * on one thread. They do where the verticle has a worker pool of its own with one thread, so it
 * must be deployed with {@link #deploymentOptions()}; that it was is checked when it starts and at
 * every call. This thread never waits for anything but the native call itself.
 */
public final class WpdVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(WpdVerticle.class);
  private static final AtomicInteger POOLS = new AtomicInteger();
  private static final String POOL_PREFIX = "wpd-com-";

  private final ConnectorProvider provider;
  private final Context owner;
  private final Runnable changed;

  private Thread apartment;
  private Optional<Connector> connector = Optional.empty();
  private volatile boolean stopped;
  private volatile Optional<Problem> unavailable = Optional.empty();

  /**
   * Makes the verticle.
   *
   * @param provider opened on the apartment's thread
   * @param owner the event loop that results come back on
   * @param changed run there when the provider tells that devices may have changed
   */
  public WpdVerticle(ConnectorProvider provider, Context owner, Runnable changed) {
    this.provider = provider;
    this.owner = owner;
    this.changed = changed;
  }

  /**
   * Returns how it must be deployed: as a worker, with a pool of one thread under a name that
   * nobody else uses. A pool is shared by name and keeps the size that its first user gave it, so
   * that the name must be unique.
   */
  public static DeploymentOptions deploymentOptions() {
    return new DeploymentOptions()
        .setThreadingModel(ThreadingModel.WORKER)
        .setWorkerPoolName(POOL_PREFIX + POOLS.incrementAndGet())
        .setWorkerPoolSize(1)
        .setMaxWorkerExecuteTime(10)
        .setMaxWorkerExecuteTimeUnit(TimeUnit.SECONDS);
  }

  @Override
  public Future<?> start() {
    apartment = Thread.currentThread();
    if (!apartment.getName().startsWith(POOL_PREFIX)) {
      return Future.failedFuture(
          new IllegalStateException(
              "the apartment needs a thread of its own: deploy it with WpdVerticle.deploymentOptions()"));
    }
    try {
      open();
    } catch (WpdException e) {
      LOG.warn(
          "{} devices cannot be reached, commands are refused until they can: {}",
          provider.name(),
          e.getMessage());
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    assertApartment();
    stopped = true;
    connector.ifPresent(Connector::close);
    connector = Optional.empty();
    return Future.succeededFuture();
  }

  /**
   * Queues a call on the apartment's thread. May be called on any thread.
   *
   * @param call what to do there
   * @return what it brought, on the owner's context; fails with {@link WpdException} alone
   */
  <T> Future<T> call(NativeCall<T> call) {
    Promise<T> result = Promise.promise();
    if (stopped) {
      result.fail(
          new WpdException(Problem.of(ProblemCode.GATEWAY_STOPPING, "the apartment is closed")));
    } else {
      context.runOnContext(queued -> run(call, result));
    }
    return result.future();
  }

  /**
   * Returns why devices cannot be reached, as the last call found it. May be asked on any thread.
   */
  public Optional<Problem> unavailable() {
    return unavailable;
  }

  private <T> void run(NativeCall<T> call, Promise<T> result) {
    assertApartment();
    try {
      T value = call.on(open());
      deliver(() -> result.complete(value));
    } catch (WpdException e) {
      deliver(() -> result.fail(e));
    } catch (NativeCallException e) {
      WpdException failure = new WpdException(e.problem());
      deliver(() -> result.fail(failure));
    } catch (RuntimeException | Error e) {
      LOG.error("a call on the {} connector failed unexpectedly", provider.name(), e);
      Problem problem = Problem.of(ProblemCode.INTERNAL_ERROR, "the gateway's log says more");
      deliver(() -> result.fail(new WpdException(problem)));
    }
  }

  /**
   * A call that hung may return after everything else is closed: nobody is there to be told then.
   */
  private void deliver(Runnable result) {
    try {
      owner.runOnContext(there -> result.run());
    } catch (RejectedExecutionException e) {
      LOG.debug("a native call returned after the end of its Vert.x", e);
    }
  }

  /**
   * Returns the open connector; where it is not open, tries again, because what was missing may be
   * there by now.
   */
  private Connector open() {
    if (stopped) {
      throw new WpdException(Problem.of(ProblemCode.GATEWAY_STOPPING, "the apartment is closed"));
    }
    if (connector.isEmpty()) {
      try {
        connector = Optional.of(provider.open(this::told));
        unavailable = Optional.empty();
      } catch (ProviderUnavailableException e) {
        unavailable = Optional.of(e.problem());
        throw new WpdException(e.problem());
      }
    }
    return connector.get();
  }

  /** On any thread. */
  private void told() {
    if (!stopped) {
      owner.runOnContext(there -> changed.run());
    }
  }

  private void assertApartment() {
    if (Thread.currentThread() != apartment) {
      throw new IllegalStateException(
          "the apartment belongs to "
              + apartment.getName()
              + ", this is "
              + Thread.currentThread().getName());
    }
  }
}
