package io.github.vertxwpd.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * What a gateway's answer is compared with: a bare worker verticle, which takes a command's body,
 * does nothing, and sends a reply as large; and a bare relay, a verticle on an event loop that asks
 * the worker and passes its reply on. The relay's messages go from thread to thread as often as
 * those of a gateway, whose ledger is on an event loop and whose native calls are on a worker.
 */
enum AcceptBaseline {
  WORKER("bench.worker"),
  RELAY("bench.relay");

  private final String address;

  AcceptBaseline(String address) {
    this.address = address;
  }

  /** Returns what it is called in the results. */
  String title() {
    return "bare " + name().toLowerCase(Locale.ROOT);
  }

  /**
   * Deploys both.
   *
   * @param reply what they answer
   */
  static Future<?> deploy(Vertx vertx, JsonObject reply) {
    DeploymentOptions worker = new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER);
    return vertx
        .deployVerticle(new Answering(WORKER, message -> message.reply(reply)), worker)
        .compose(
            deployed ->
                vertx.deployVerticle(
                    new Answering(
                        RELAY,
                        message ->
                            vertx
                                .eventBus()
                                .<JsonObject>request(WORKER.address, message.body())
                                .onSuccess(answer -> message.reply(answer.body())))));
  }

  /** Returns the workload that sends a body to it. */
  ClosedLoop.Workload sending(Vertx vertx, JsonObject body) {
    return () -> Future.succeededFuture(() -> vertx.eventBus().<JsonObject>request(address, body));
  }

  private static final class Answering extends VerticleBase {
    private final AcceptBaseline at;
    private final Handler<Message<JsonObject>> answer;

    Answering(AcceptBaseline at, Handler<Message<JsonObject>> answer) {
      this.at = at;
      this.answer = answer;
    }

    @Override
    public Future<?> start() {
      return vertx.eventBus().consumer(at.address, answer).completion();
    }
  }
}
