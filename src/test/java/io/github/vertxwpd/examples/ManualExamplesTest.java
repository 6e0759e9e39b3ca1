package io.github.vertxwpd.examples;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.WpdClient;
import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationEnd;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the manual do what it says. */
class ManualExamplesTest {
  private static final long LIMIT_SECONDS = 20;

  /** The second device: the first one never answers. */
  private static final int DEVICE = 1;

  @TempDir private Path data;

  private Vertx vertx;
  private WpdClient client;
  private String device;

  @BeforeEach
  void deploy() throws Exception {
    vertx = Vertx.vertx();
    client = WpdClient.create(vertx);
    WpdOptions options = OwnGateway.withFaults(data.toString());
    OwnGateway.deploy(vertx, options).await(LIMIT_SECONDS, SECONDS);
    device = client.devices().await(LIMIT_SECONDS, SECONDS).get(DEVICE).id().value();
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(LIMIT_SECONDS, SECONDS);
  }

  @Test
  void aPlainMessageDisconnectsAndTheCompletionIsPublished() throws Exception {
    BusMessages messages = new BusMessages(vertx);
    BlockingQueue<String> printed = new LinkedBlockingQueue<>();
    messages.completions(printed::add);

    JsonObject operation = messages.disconnect(device).await(LIMIT_SECONDS, SECONDS);

    assertThat(operation.getString("requestId")).isEqualTo("order-7781");
    assertThat(printed.poll(LIMIT_SECONDS, SECONDS)).isEqualTo("devices/" + device + " succeeded");
  }

  @Test
  void aRefusalSaysWhatToDo() {
    BlockingQueue<String> printed = new LinkedBlockingQueue<>();

    assertThatThrownBy(
            () -> new BusMessages(vertx).refusal(printed::add).await(LIMIT_SECONDS, SECONDS))
        .isInstanceOf(WpdException.class);
    assertThat(printed.poll()).isEqualTo("validation-failed");
    assertThat(printed.poll()).contains("tiemoutMs").contains("timeoutMs");
  }

  @Test
  void aCommandThatWaitsIsAnsweredAtTheEnd() throws Exception {
    Operation ended = new Commands(client).untilTheEnd(device).await(LIMIT_SECONDS, SECONDS);

    assertThat(ended.state()).isEqualTo(OperationState.ENDED);
    assertThat(ended.end().map(OperationEnd::outcome)).contains(Outcome.SUCCEEDED);
  }

  @Test
  void aHoldIsKept() throws Exception {
    Operation held = new Commands(client).andKeepItSo(device).await(LIMIT_SECONDS, SECONDS);

    assertThat(held.hold()).isTrue();
  }

  @Test
  void aRequestThatIsSentAgainIsTheSameOperation() throws Exception {
    Commands commands = new Commands(client);

    Operation first = commands.disconnectSurely(device, "r-1", 3).await(LIMIT_SECONDS, SECONDS);
    Operation again = commands.disconnectSurely(device, "r-1", 3).await(LIMIT_SECONDS, SECONDS);

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.duplicate()).isTrue();
  }

  @Test
  void theFollowerGetsEveryEventOnceAlsoThoseFromWhenItWasAway() throws Exception {
    Book first = new Book(Optional.empty());
    new EventFollower(vertx, client, first).start(vertx);
    Operation seen = new Commands(client).untilTheEnd(device).await(LIMIT_SECONDS, SECONDS);
    first.readUpTo(seen);
    assertThat(first.offsets()).containsExactlyElementsOf(first.countedOffsets());

    Operation next = client.connect(device).await(LIMIT_SECONDS, SECONDS);
    Book second = new Book(Optional.of(next.cursor().encode()));
    new EventFollower(vertx, client, second).start(vertx);

    second.readUpTo(next);
    assertThat(second.offsets()).containsExactlyElementsOf(second.countedOffsets());
  }

  /** Remembers everything, and waits for ends. */
  private static final class Book implements EventFollower.Store {
    private final BlockingQueue<JsonObject> events = new LinkedBlockingQueue<>();
    private final List<Long> taken = new ArrayList<>();
    private volatile Optional<String> cursor;

    Book(Optional<String> cursor) {
      this.cursor = cursor;
    }

    @Override
    public Optional<String> cursor() {
      return cursor;
    }

    @Override
    public void apply(JsonObject event) {
      events.add(event);
    }

    @Override
    public void keep(String last) {
      cursor = Optional.of(last);
    }

    @Override
    public Future<String> startAnew() {
      return Promise.<String>promise().future();
    }

    void readUpTo(Operation operation) throws InterruptedException {
      for (; ; ) {
        JsonObject event = events.poll(LIMIT_SECONDS, SECONDS);
        assertThat(event).as("the end of " + operation.id()).isNotNull();
        taken.add(Long.valueOf(event.getString("sequence")));
        boolean isEnd = event.getString("type").equals("wpd.operation.completed.v1");
        if (isEnd && event.getJsonObject("data").getString("operation").equals(operation.id())) {
          return;
        }
      }
    }

    List<Long> offsets() {
      return taken;
    }

    /** Returns what there is where none is missing and none came twice. */
    List<Long> countedOffsets() {
      return LongStream.range(taken.get(0), taken.get(0) + taken.size()).boxed().toList();
    }
  }
}
