package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.web.WebFixture.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /api/v1/events}: history, a page at a time. */
class EventsApiTest {
  private static final String EVENTS = "/api/v1/events";
  private static final String NIKON = "bt-000000000002";
  private static final int RETAINED = 100;

  private WebFixture web;

  @BeforeEach
  void start() throws TimeoutException {
    web = new WebFixture(WebLimits.DEFAULT, RETAINED);
  }

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  @Test
  void eventsAreReadFromTheOldestOn() throws TimeoutException {
    change(3);
    Answer answer = web.get(EVENTS);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(ids(answer)).isEqualTo(range(1, 3));
    assertThat(answer.json().getString("cursor")).isEqualTo("k3f9.3");
    assertThat(answer.json().getBoolean("more")).isFalse();
    assertThat(answer.json().containsKey("reset")).isFalse();
    JsonObject event = answer.json().getJsonArray("events").getJsonObject(0);
    assertThat(event.getString("specversion")).isEqualTo("1.0");
    assertThat(event.getString("source")).isEqualTo("/gateways/gw-test");
  }

  @Test
  void aCursorGoesOnWhereAPageEnded() throws TimeoutException {
    change(5);
    Answer first = web.get(EVENTS + "?limit=2");
    assertThat(ids(first)).isEqualTo(range(1, 2));
    assertThat(first.json().getBoolean("more")).isTrue();

    Answer second = web.get(EVENTS + "?cursor=" + first.json().getString("cursor"));
    assertThat(ids(second)).isEqualTo(range(3, 5));
  }

  @Test
  void theCursorOfAListingIsOneOfEvents() throws TimeoutException {
    change(2);
    String cursor = web.get("/api/v1/devices").json().getString("cursor");
    change(1);

    assertThat(ids(web.get(EVENTS + "?cursor=" + cursor))).isEqualTo(range(3, 3));
  }

  @ParameterizedTest
  @CsvSource({
    "k3f9.0, retention",
    "k3f9.1, retention",
    "k3f9.zz, epoch",
    "zzzz.1, epoch",
    "'', epoch"
  })
  void whereSomethingMayBeMissingThereIsNoEventButTheReason(String cursor, String reason)
      throws TimeoutException {
    change(RETAINED + 2);
    JsonObject page = web.get(EVENTS + "?cursor=" + cursor).json();

    assertThat(page.getJsonArray("events")).isEmpty();
    assertThat(page.getString("reset")).isEqualTo(reason);
    assertThat(page.getBoolean("more")).isFalse();
    assertThat(ids(web.get(EVENTS + "?cursor=k3f9.2"))).isEqualTo(range(3, RETAINED + 2));
    change(1);
    assertThat(ids(web.get(EVENTS + "?cursor=" + page.getString("cursor"))))
        .isEqualTo(range(RETAINED + 3, RETAINED + 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=1001", "limit=many", "cursr=k3f9.1", "limit=1&limit=2"})
  void aQueryThatIsNotValidIsRefused(String query) throws TimeoutException {
    Answer answer = web.get(EVENTS + "?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("validation-failed");
    assertThat(answer.json().getJsonArray("errors")).isNotEmpty();
  }

  @Test
  void theEventsOfSomeDevicesAloneCanBeAskedFor() throws TimeoutException {
    change(2);
    web.service.change(NIKON, LinkState.DISCONNECTED);
    change(1);

    Answer one = web.get(EVENTS + "?device=" + NIKON);
    assertThat(ids(one)).isEqualTo(range(3, 3));
    assertThat(one.json().getString("cursor")).isEqualTo("k3f9.4");
    assertThat(one.json().getBoolean("more")).isFalse();
    assertThat(ids(web.get(EVENTS + "?device=bt-none&device=" + NIKON))).isEqualTo(range(3, 3));
    assertThat(ids(web.get(EVENTS + "?device=bt-none"))).isEmpty();
  }

  @Test
  void aPageOfADeviceCountsThatDevicesEventsAndGoesOnBehindTheLast() throws TimeoutException {
    change(3);
    web.service.change(NIKON, LinkState.DISCONNECTED);
    change(3);
    String canon = EVENTS + "?device=bt-a0b1c2d3e4f5";

    Answer first = web.get(canon + "&limit=4");
    assertThat(ids(first)).containsExactly("k3f9:1", "k3f9:2", "k3f9:3", "k3f9:5");
    assertThat(first.json().getBoolean("more")).isTrue();
    assertThat(ids(web.get(canon + "&cursor=" + first.json().getString("cursor"))))
        .isEqualTo(range(6, 7));
  }

  @Test
  void headAnswersWithoutABodyAndOtherMethodsAreRefused() throws TimeoutException {
    Answer head = web.send(HttpMethod.HEAD, EVENTS, Buffer.buffer());
    Answer post = web.post(EVENTS, "{}");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body().length()).isZero();
    assertThat(post.status()).isEqualTo(405);
    assertThat(post.header("allow")).isEqualTo("GET, HEAD");
  }

  private void change(int times) {
    for (int i = 0; i < times; i++) {
      web.service.change(
          "bt-a0b1c2d3e4f5", i % 2 == 0 ? LinkState.DISCONNECTED : LinkState.CONNECTED);
    }
  }

  private static List<String> ids(Answer answer) {
    return answer.json().getJsonArray("events").stream()
        .map(event -> ((JsonObject) event).getString("id"))
        .toList();
  }

  private static List<String> range(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(offset -> "k3f9:" + offset).toList();
  }
}
