package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.LinkState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Clients that come back: nothing is lost, nothing comes twice, or they are told to start again.
 */
class ResumeTest {
  private static final String CANON = "bt-a0b1c2d3e4f5";
  private static final String NIKON = "bt-000000000002";

  private WebFixture web;

  private void start(int retained) throws TimeoutException {
    web = new WebFixture(WebLimits.DEFAULT, retained);
  }

  private void change(String device, int times) {
    for (int i = 0; i < times; i++) {
      web.service.change(device, i % 2 == 0 ? LinkState.DISCONNECTED : LinkState.CONNECTED);
    }
  }

  private SocketClient resume(String cursor, JsonObject filter) throws Exception {
    SocketClient client = SocketClient.greeted(web);
    client.send(new JsonObject().put("t", "subscribe").put("cursor", cursor).put("filter", filter));
    return client;
  }

  private static JsonObject only(String device) {
    return new JsonObject().put("device", new JsonArray().add(device));
  }

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  @Test
  void oneThatWasCutOffInTheMiddleOfASnapshotGetsAWholeOne() throws Exception {
    start(200);
    web.service.pair(1_200);
    SocketClient first = SocketClient.greeted(web);
    first.sendText("{\"t\":\"subscribe\",\"id\":2}");
    assertThat(first.expect("snapshot").getBoolean("last")).isFalse();
    first.socket().close();
    change(CANON, 1);

    SocketClient again = SocketClient.greeted(web);
    again.sendText("{\"t\":\"subscribe\",\"id\":2}");
    int devices = 0;
    JsonObject part;
    do {
      part = again.expect("snapshot");
      devices += part.getJsonArray("devices").size();
    } while (!part.getBoolean("last"));
    assertThat(devices).isEqualTo(1_202);
    assertThat(again.expect("subscribed").getString("cursor")).isEqualTo("k3f9.1");
  }

  @Test
  void aFilterMayBeAnotherOneThanBefore() throws Exception {
    start(200);
    SocketClient first = resume("k3f9.0", only(CANON));
    first.expect("subscribed");
    change(CANON, 1);
    change(NIKON, 1);
    String cursor = first.expect("event").getString("cursor");
    first.socket().close();

    SocketClient again = resume(cursor, only(NIKON));
    assertThat(again.expect("subscribed").getBoolean("recovered")).isTrue();
    assertThat(again.expect("event").getJsonObject("e").getString("id")).isEqualTo("k3f9:2");
  }

  @Test
  void oneWhoseFilterLetsNothingThroughIsBroughtFarForwardAllTheSame() throws Exception {
    start(5_000);
    change(CANON, 3_000);
    SocketClient client = resume("k3f9.0", only(NIKON));
    client.expect("subscribed");
    change(NIKON, 1);

    assertThat(client.expect("event").getString("cursor"))
        .isEqualTo("k3f9." + Long.toString(3_001, 36));
  }

  @Test
  void aThousandCutOffsLoseNothingAndRepeatNothing() throws Exception {
    start(20_000);
    Random random = new Random(20_261_122);
    String cursor = "k3f9.0";
    long seen = 0;
    for (int cutOff = 0; cutOff < 1_000; cutOff++) {
      change(CANON, random.nextInt(4));
      SocketClient client = resume(cursor, new JsonObject());
      assertThat(client.expect("subscribed").getBoolean("recovered")).isTrue();
      change(NIKON, 1 + random.nextInt(20));
      int taken = random.nextInt(20);
      for (int i = 0; i < taken && seen < web.service.stream().head().offset(); i++) {
        JsonObject message = client.expect("event");
        seen++;
        assertThat(message.getJsonObject("e").getString("id")).isEqualTo("k3f9:" + seen);
        cursor = message.getString("cursor");
      }
      client.socket().close();
    }

    SocketClient last = resume(cursor, new JsonObject());
    last.expect("subscribed");
    while (seen < web.service.stream().head().offset()) {
      seen++;
      assertThat(last.expect("event").getJsonObject("e").getString("id")).isEqualTo("k3f9:" + seen);
    }
    assertThat(seen).isGreaterThan(1_000);
  }
}
