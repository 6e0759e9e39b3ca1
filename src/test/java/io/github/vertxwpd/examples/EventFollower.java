package io.github.vertxwpd.examples;

import io.github.vertxwpd.WpdClient;
import io.github.vertxwpd.model.HistoryPage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The manual's consumer that misses nothing: what is published is a hint that there is something to
 * read, and what counts is the history since the last cursor. Confined to the context that it is
 * made on.
 */
final class EventFollower {
  /** Keeps what the application makes of events, and with it the cursor. */
  interface Store {
    /** Returns the cursor that was kept last; empty at the very beginning. */
    Optional<String> cursor();

    /** Takes an event; the same one may come again after a crash. */
    void apply(JsonObject event);

    /** Keeps a cursor: everything up to it was applied. */
    void keep(String cursor);

    /** Some events are gone: lists everything anew, and returns the cursor of that listing. */
    Future<String> startAnew();
  }

  /** A hint can be lost; this is how late an event then comes. */
  private static final long LOOK_MS = TimeUnit.SECONDS.toMillis(10);

  private final WpdClient client;
  private final Store store;
  private final Context context;
  private boolean reading;
  private boolean hinted;

  EventFollower(Vertx vertx, WpdClient client, Store store) {
    this.client = client;
    this.store = store;
    this.context = vertx.getOrCreateContext();
  }

  // tag::follow[]
  void start(Vertx vertx) {
    client.onEvent(event -> context.runOnContext(now -> read()));
    vertx.setPeriodic(LOOK_MS, timer -> context.runOnContext(now -> read()));
    context.runOnContext(now -> read());
  }

  private void read() {
    hinted = true;
    if (!reading) {
      reading = true;
      hinted = false;
      page()
          .onComplete(
              more -> {
                reading = false;
                if (more.succeeded() && (more.result() || hinted)) {
                  read();
                }
              });
    }
  }

  private Future<Boolean> page() {
    Future<HistoryPage> page = store.cursor().map(client::history).orElseGet(client::history);
    return page.compose(
        found -> {
          if (found.reset().isPresent()) {
            return store.startAnew().onSuccess(store::keep).map(true);
          }
          found.events().forEach(store::apply);
          store.keep(found.cursor());
          return Future.succeededFuture(found.more());
        });
  }
  // end::follow[]
}
