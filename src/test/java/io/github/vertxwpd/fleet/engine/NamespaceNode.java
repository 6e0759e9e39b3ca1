package io.github.vertxwpd.fleet.engine;

import io.github.vertxwpd.ClusterOptions;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBus;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A node in a process of its own: answers at an address of its own, and says so once the other one
 * has answered it.
 */
final class NamespaceNode {
  private static final long RETRY_MS = 500;

  private NamespaceNode() {}

  /** Arguments: its id, its host, the other's id, the other's host, its credentials. */
  public static void main(String[] args) throws Exception {
    ClusterOptions options =
        new ClusterOptions()
            .setHost(args[1])
            .setMembers(List.of(args[1] + ":7800", args[3] + ":7800"))
            .setCredentials(args[4]);
    ClusteredVertx node =
        ClusteredVertx.start(new VertxOptions(), options, args[0]).await(60, TimeUnit.SECONDS);
    EventBus bus = node.vertx().eventBus();
    bus.consumer(args[0], message -> message.reply("by " + args[0]));
    node.vertx()
        .setPeriodic(
            RETRY_MS,
            timer ->
                bus.request(args[2], "?")
                    .onSuccess(
                        answer -> {
                          node.vertx().cancelTimer(timer);
                          System.out.println(args[0] + " was answered " + answer.body());
                        }));
    new CountDownLatch(1).await();
  }
}
