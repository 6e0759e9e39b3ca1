package io.github.vertxwpd.documents;

import io.github.vertxwpd.WpdException;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Holds everything that goes over an event bus against {@code asyncapi.yaml}: what is published,
 * every reply, and every request that was not refused.
 */
public final class BusTraffic {
  private final Map<String, Message<?>> asked = new ConcurrentHashMap<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<String> replied = new CopyOnWriteArrayList<>();

  private BusTraffic() {}

  /** Watches from now on. */
  public static BusTraffic watch(Vertx vertx) {
    BusTraffic traffic = new BusTraffic();
    vertx.eventBus().addOutboundInterceptor(traffic::pass);
    return traffic;
  }

  /**
   * Checks what went over the bus so far.
   *
   * @throws AssertionError where the document says something else
   */
  public void check() {
    if (!errors.isEmpty()) {
      throw new AssertionError(String.join("\n", errors));
    }
  }

  /** Returns the addresses that replied, one for each reply. */
  public List<String> replied() {
    return List.copyOf(replied);
  }

  private void pass(DeliveryContext<Object> delivery) {
    try {
      look(delivery.message());
    } catch (AssertionError e) {
      errors.add(e.getMessage());
    }
    delivery.next();
  }

  private void look(Message<?> message) {
    Message<?> request = asked.remove(message.address());
    if (request != null) {
      replied.add(request.address());
      lookAtReply(request, message.body());
    } else if (message.replyAddress() != null) {
      asked.put(message.replyAddress(), message);
    } else if (AsyncApi.busAddresses("send").contains(message.address())) {
      AsyncApi.checkSent(message.address(), (JsonObject) message.body());
    }
  }

  private static void lookAtReply(Message<?> request, Object reply) {
    if (reply instanceof WpdException refusal) {
      AsyncApi.checkReply(request.address(), refusal.problem().toJson());
    } else {
      AsyncApi.checkReply(request.address(), (JsonObject) reply);
      AsyncApi.checkReceived(request.address(), (JsonObject) request.body());
    }
  }
}
