package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.web.WebFixture.Answer;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventSourceTest {
  private static final String CANON = "bt-a0b1c2d3e4f5";
  private static final String NIKON = "bt-000000000002";

  private WebFixture web;

  private EventLines get(String query, String... headers) throws Exception {
    return EventLines.get(web, "/api/v1/events" + query, headers);
  }

  private void start(WebLimits limits) throws TimeoutException {
    web = new WebFixture(limits, 200);
  }

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  @Test
  void aListenerGetsASnapshotAndThenTheEventsAfterItWithTheirCursors() throws Exception {
    start(WebLimits.DEFAULT);
    EventLines listener = get("");
    EventLines.Event snapshot = listener.next();
    EventLines.Event subscribed = listener.next();
    web.service.change(CANON, LinkState.DISCONNECTED);
    EventLines.Event event = listener.next();

    assertThat(listener.header("content-type")).isEqualTo("text/event-stream");
    assertThat(listener.header("cache-control")).isEqualTo("no-store");
    assertThat(snapshot.name()).isEqualTo("snapshot");
    assertThat(snapshot.json().getJsonArray("devices")).hasSize(2);
    assertThat(snapshot.id()).isEmpty();
    assertThat(subscribed.name()).isEqualTo("subscribed");
    assertThat(subscribed.id()).contains("k3f9.0");
    assertThat(event.name()).isEqualTo("message");
    assertThat(event.id()).contains("k3f9.1");
    assertThat(event.json().getString("type")).isEqualTo("wpd.device.changed.v1");
  }

  @Test
  void aListenerThatComesBackGetsWhatItMissed() throws Exception {
    start(WebLimits.DEFAULT);
    for (int i = 0; i < 100; i++) {
      web.service.change(CANON, i % 2 == 0 ? LinkState.DISCONNECTED : LinkState.CONNECTED);
    }
    EventLines listener = get("?cursor=k3f9.0", "Last-Event-ID", "k3f9.2");

    assertThat(listener.next().json().getBoolean("recovered")).isTrue();
    for (int i = 3; i <= 100; i++) {
      assertThat(listener.next().json().getString("id")).isEqualTo("k3f9:" + i);
    }
  }

  @Test
  void aCursorThatMeansNothingHereIsAnsweredWithAResetAndASnapshot() throws Exception {
    start(WebLimits.DEFAULT);
    EventLines listener = get("", "Last-Event-ID", "other.7");

    assertThat(listener.next().json().getString("reason")).isEqualTo("epoch");
    assertThat(listener.next().name()).isEqualTo("snapshot");
    assertThat(listener.next().json().getBoolean("recovered")).isFalse();
  }

  @Test
  void aListenerGetsOnlyWhatItAskedFor() throws Exception {
    start(WebLimits.DEFAULT);
    EventLines listener =
        get("?cursor=k3f9.0&device=" + NIKON + "&device=bt-none&type=wpd.device.changed.v1");
    listener.next();
    web.service.change(CANON, LinkState.DISCONNECTED);
    web.service.change(NIKON, LinkState.DISCONNECTED);

    assertThat(listener.next().json().getString("id")).isEqualTo("k3f9:2");
  }

  @Test
  void aListenerThatHearsNothingIsToldHowFarItIs() throws Exception {
    start(Limits.of().keepAlive(20).build());
    EventLines listener = get("?cursor=k3f9.0&device=" + NIKON);
    listener.next();
    web.service.change(CANON, LinkState.DISCONNECTED);

    assertThat(listener.awaitId("k3f9.1")).isTrue();
  }

  @Test
  void aParameterThatThereIsNotIsRefused() throws Exception {
    start(WebLimits.DEFAULT);
    Answer answer = web.get("/api/v1/events?devise=x", "Accept", "text/event-stream");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("detail")).contains("device");
  }

  @Test
  void moreListenersThanAllowedAreRefused() throws Exception {
    start(Limits.of().sockets(1).build());
    get("").next();
    Answer answer = web.get("/api/v1/events", "Accept", "text/event-stream");

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.code()).isEqualTo("rate-limited");
  }

  @Test
  void aStoppingGatewaySaysWhenToComeBackAndEndsTheStream() throws Exception {
    start(WebLimits.DEFAULT);
    EventLines listener = get("");
    listener.next();
    web.undeploy();

    assertThat(listener.rest())
        .extracting(EventLines.Event::name)
        .isEqualTo(List.of("subscribed", "retry"));
  }

  @Test
  void aListenerThatStopsReadingIsCutOffAndGetsTheRestWhenItComesBack() throws Exception {
    web =
        new WebFixture(
            Limits.of().sendBuffer(8 * 1024).undrained(3_000).writeIdle(4_000).build(), 20_000);
    EventLines stuck = get("?cursor=k3f9.0");
    stuck.next();
    stuck.pause();
    for (int i = 0; i < 20_000; i++) {
      web.service.change(CANON, i % 2 == 0 ? LinkState.DISCONNECTED : LinkState.CONNECTED);
    }
    web.until(() -> web.web.openSockets() == 0);
    stuck.resume();
    EventLines again = get("", "Last-Event-ID", "k3f9.0");

    again.next();
    for (int i = 1; i <= 20_000; i++) {
      assertThat(again.next().json().getString("id")).isEqualTo("k3f9:" + i);
    }
  }
}
