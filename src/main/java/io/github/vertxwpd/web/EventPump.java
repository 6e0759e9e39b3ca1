package io.github.vertxwpd.web;

import java.util.Optional;
import java.util.function.Consumer;

/** Takes a subscription's events to its client, as fast as the client reads. */
final class EventPump {
  private final SocketWriter writer;
  private final Consumer<Throwable> broken;
  private Optional<Subscription> subscription = Optional.empty();

  /**
   * Makes a pump without a subscription.
   *
   * @param writer writes to the client
   * @param broken told where a subscription cannot go on
   */
  EventPump(SocketWriter writer, Consumer<Throwable> broken) {
    this.writer = writer;
    this.broken = broken;
  }

  /** Takes a subscription in place of the one before. */
  void start(Subscription next) {
    subscription = Optional.of(next);
    run();
  }

  /** Forgets the subscription. */
  void stop() {
    subscription = Optional.empty();
  }

  Optional<Subscription> subscription() {
    return subscription;
  }

  /** Writes what waits until the client has enough for now. */
  void run() {
    while (subscription.isPresent() && writer.isReady()) {
      Subscription current = subscription.get();
      Subscription.Step step = current.next();
      if (step instanceof Subscription.Write write) {
        writer.write(write.bytes());
      } else if (step instanceof Subscription.Fetch fetch) {
        fetch.ready().onSuccess(ready -> run()).onFailure(failure -> fail(current, failure));
        return;
      } else {
        return;
      }
    }
  }

  private void fail(Subscription failed, Throwable failure) {
    if (subscription.filter(current -> current == failed).isPresent()) {
      broken.accept(failure);
    }
  }
}
