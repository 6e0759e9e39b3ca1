package io.github.vertxwpd.operation;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.WpdAddresses;
import io.github.vertxwpd.model.EventBody.OperationCompleted;
import io.github.vertxwpd.model.Verb;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventPublisherTest {
  private final Vertx vertx = Vertx.vertx();
  private final WpdAddresses addresses = new WpdAddresses("wpd");
  private final LedgerFixture gateway = new LedgerFixture();
  private int told;

  @BeforeEach
  void follow() {
    EventPublisher publisher = new EventPublisher(vertx.eventBus(), addresses);
    gateway.stream.follow(publisher::publish);
    told = gateway.events().size();
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, SECONDS);
  }

  /** Returns what a consumer gets, before it changes all of it. */
  private BlockingQueue<JsonObject> consume(String address) throws Exception {
    BlockingQueue<JsonObject> received = new LinkedBlockingQueue<>();
    vertx
        .eventBus()
        .<JsonObject>consumer(
            address,
            message -> {
              received.add(message.body().copy());
              message.body().getJsonObject("data").clear();
              message.body().clear();
            })
        .completion()
        .await(20, SECONDS);
    return received;
  }

  private void disconnectTheCamera() {
    gateway.ledger.submit(LedgerFixture.disconnect(LedgerFixture.CAMERA_ID));
    gateway.lastRequest().succeed();
  }

  private List<JsonObject> published(BlockingQueue<JsonObject> received, int count)
      throws InterruptedException {
    List<JsonObject> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(received.poll(20, SECONDS));
    }
    return events;
  }

  @Test
  void everyConsumerGetsWhatTheJournalHasWhateverAnotherDoesWithIt() throws Exception {
    BlockingQueue<JsonObject> one = consume(addresses.events());
    BlockingQueue<JsonObject> other = consume(addresses.events());

    disconnectTheCamera();

    List<JsonObject> written = gateway.events().subList(told, gateway.events().size());
    assertThat(written).hasSizeGreaterThan(2);
    assertThat(published(one, written.size())).isEqualTo(written);
    assertThat(published(other, written.size())).isEqualTo(written);
  }

  @Test
  void anEndIsPublishedAtItsVerbsAddressToo() throws Exception {
    BlockingQueue<JsonObject> disconnects = consume(addresses.completed(Verb.DISCONNECT));
    BlockingQueue<JsonObject> connects = consume(addresses.completed(Verb.CONNECT));

    disconnectTheCamera();
    gateway.ledger.submit(LedgerFixture.connect(LedgerFixture.CAMERA_ID));
    gateway.lastRequest().succeed();

    List<JsonObject> ends = gateway.events(OperationCompleted.TYPE);
    assertThat(ends).hasSize(2);
    assertThat(published(disconnects, 1)).containsExactly(ends.get(0));
    assertThat(published(connects, 1)).containsExactly(ends.get(1));
  }
}
