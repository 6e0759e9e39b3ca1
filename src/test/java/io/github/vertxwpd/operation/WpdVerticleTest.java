package io.github.vertxwpd.operation;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.connector.ChangeListener;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.ConnectorProvider;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.ProviderUnavailableException;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WpdVerticleTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context owner = vertx.getOrCreateContext();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final AtomicInteger failuresToOpen = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch told = new CountDownLatch(1);
  private final List<Context> toldOn = new CopyOnWriteArrayList<>();
  private final AtomicReference<ChangeListener> changes = new AtomicReference<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, SECONDS);
  }

  @Test
  void everyCallRunsOnOneThreadOfItsOwnAndSoDoOpeningAndClosing() throws Exception {
    WpdVerticle verticle = new WpdVerticle(provider(), owner, this::noteContext);
    String deployment = deploy(verticle, WpdVerticle.deploymentOptions());
    List<Future<?>> calls = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      calls.add(verticle.call(connector -> threads.add(Thread.currentThread())));
    }
    Future.all(calls).await(20, SECONDS);
    vertx.undeploy(deployment).await(20, SECONDS);

    assertThat(closed.await(20, SECONDS)).isTrue();
    assertThat(threads)
        .singleElement()
        .extracting(Thread::getName)
        .asString()
        .startsWith("wpd-com-");
  }

  @Test
  void twoApartmentsHaveTwoThreads() throws Exception {
    WpdVerticle one = new WpdVerticle(provider(), owner, this::noteContext);
    WpdVerticle other = new WpdVerticle(provider(), owner, this::noteContext);
    deploy(one, WpdVerticle.deploymentOptions());
    deploy(other, WpdVerticle.deploymentOptions());

    assertThat(threads).hasSize(2);
  }

  @Test
  void withoutAThreadOfItsOwnItRefusesToStart() {
    WpdVerticle verticle = new WpdVerticle(provider(), owner, this::noteContext);
    DeploymentOptions shared = new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER);

    assertThatThrownBy(() -> deploy(verticle, shared))
        .hasMessageContaining("WpdVerticle.deploymentOptions()");
  }

  @Test
  void resultsComeBackOnTheOwnersContextInTheOrderOfTheCalls() throws Exception {
    WpdVerticle verticle = new WpdVerticle(provider(), owner, this::noteContext);
    deploy(verticle, WpdVerticle.deploymentOptions());
    List<Integer> order = new ArrayList<>();
    List<Context> contexts = new ArrayList<>();
    Promise<Void> done = Promise.promise();
    owner.runOnContext(
        there -> {
          List<Future<?>> calls = new ArrayList<>();
          for (int i = 0; i < 50; i++) {
            int number = i;
            calls.add(
                verticle
                    .call(connector -> number)
                    .onSuccess(
                        n -> {
                          order.add(n);
                          contexts.add(Vertx.currentContext());
                        }));
          }
          Future.all(calls).<Void>mapEmpty().onComplete(done);
        });
    done.future().await(20, SECONDS);

    assertThat(order).isSorted().hasSize(50);
    assertThat(contexts).containsOnly(owner);
  }

  @Test
  void aFailingNativeCallIsTheContractsProblem() throws Exception {
    WpdVerticle verticle = new WpdVerticle(provider(), owner, this::noteContext);
    deploy(verticle, WpdVerticle.deploymentOptions());
    Future<Object> call =
        verticle.call(
            connector -> {
              throw new NativeCallException(
                  "IPortableDeviceConnector::GetPnPID", Hresult.E_ACCESSDENIED);
            });

    assertThat(problemOf(call).code()).isEqualTo(ProblemCode.ACCESS_DENIED);
  }

  @Test
  void aMistakeIsAnInternalErrorThatTellsNothingAndTheApartmentGoesOn() throws Exception {
    WpdVerticle verticle = new WpdVerticle(provider(), owner, this::noteContext);
    deploy(verticle, WpdVerticle.deploymentOptions());
    Future<Object> call =
        verticle.call(
            connector -> {
              throw new IllegalStateException("secret detail");
            });
    Problem problem = problemOf(call);

    assertThat(problem.code()).isEqualTo(ProblemCode.INTERNAL_ERROR);
    assertThat(problem.detail()).doesNotContain("secret");
    assertThat(verticle.call(connector -> "alive").await(20, SECONDS)).isEqualTo("alive");
  }

  @Test
  void aProviderThatIsNotThereYetIsTriedAgainWithTheNextCall() throws Exception {
    failuresToOpen.set(2);
    WpdVerticle verticle = new WpdVerticle(provider(), owner, this::noteContext);
    deploy(verticle, WpdVerticle.deploymentOptions());
    assertThat(verticle.unavailable()).map(Problem::code).contains(ProblemCode.WPD_NOT_INSTALLED);

    assertThat(problemOf(verticle.call(connector -> "early")).code())
        .isEqualTo(ProblemCode.WPD_NOT_INSTALLED);
    assertThat(verticle.call(connector -> "there").await(20, SECONDS)).isEqualTo("there");
    assertThat(verticle.unavailable()).isEmpty();
  }

  @Test
  void aChangeThatTheProviderTellsReachesTheOwnersContext() throws Exception {
    deploy(new WpdVerticle(provider(), owner, this::noteContext), WpdVerticle.deploymentOptions());
    Thread foreign = new Thread(() -> changes.get().changed(), "foreign");
    foreign.start();

    assertThat(told.await(20, SECONDS)).isTrue();
    assertThat(toldOn).containsExactly(owner);
  }

  @Test
  void aChangeThatIsToldAfterTheStopIsDropped() throws Exception {
    WpdVerticle verticle = new WpdVerticle(provider(), owner, this::noteContext);
    vertx.undeploy(deploy(verticle, WpdVerticle.deploymentOptions())).await(20, SECONDS);
    changes.get().changed();
    Promise<Void> done = Promise.promise();
    owner.runOnContext(there -> done.complete());
    done.future().await(20, SECONDS);

    assertThat(toldOn).isEmpty();
  }

  private void noteContext() {
    toldOn.add(Vertx.currentContext());
    told.countDown();
  }

  private static Problem problemOf(Future<?> call) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    call.onComplete(result -> done.countDown());
    assertThat(done.await(20, SECONDS)).isTrue();
    return ((WpdException) call.cause()).problem();
  }

  private String deploy(WpdVerticle verticle, DeploymentOptions options) throws Exception {
    return vertx.deployVerticle(verticle, options).await(20, SECONDS);
  }

  private ConnectorProvider provider() {
    return new ConnectorProvider() {
      @Override
      public String name() {
        return "test";
      }

      @Override
      public Connector open(ChangeListener listener) throws ProviderUnavailableException {
        threads.add(Thread.currentThread());
        changes.set(listener);
        if (failuresToOpen.getAndDecrement() > 0) {
          throw new ProviderUnavailableException(
              Problem.of(ProblemCode.WPD_NOT_INSTALLED, "the feature is missing"));
        }
        return new ScriptedApartment() {
          @Override
          public void close() {
            threads.add(Thread.currentThread());
            closed.countDown();
          }
        };
      }
    };
  }
}
