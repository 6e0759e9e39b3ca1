package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.WpdAddresses;
import io.github.vertxwpd.WpdOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a WebSocket may do is configured. */
class WebLimitsTest {
  private WebFixture web;

  private SocketClient connect(HttpOptions options) throws TimeoutException, InterruptedException {
    web = new WebFixture(WebLimits.of(options), 10);
    return SocketClient.greeted(web);
  }

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  @Test
  void howManyAreOpenIsConfigured() throws Exception {
    connect(new HttpOptions().setMaxConnections(1));

    try (RawWebSocket refused = RawWebSocket.open(web)) {
      assertThat(refused.readClose().closeCode()).isEqualTo(4504);
    }
  }

  @Test
  void theServerThatAGatewayDeploysTakesWhatIsConfigured() throws Exception {
    web = new WebFixture();
    WebVerticle deployed =
        new WebVerticle(
            web.service,
            new HttpOptions().setPort(0).setMaxConnections(1),
            new WpdAddresses(WpdOptions.DEFAULT_ADDRESS_PREFIX));
    web.vertx.deployVerticle(deployed).await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
    WebSocketConnectOptions there =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(deployed.port())
            .setURI("/api/v1/ws")
            .setSubProtocols(List.of("wpd.v1"));
    SocketClient.connect(web, there);

    assertThat(SocketClient.connect(web, there).closeCode()).isEqualTo(4504);
  }

  @Test
  void howLongAMessageIsIsConfigured() throws Exception {
    SocketClient client = connect(new HttpOptions().setMaxFrameBytes(1024));
    client.sendText("{\"t\":\"command\",\"verb\":\"" + "x".repeat(1024) + "\"}");

    assertThat(client.closeCode()).isEqualTo(4500);
  }

  @Test
  void howManyMessagesComeAtOnceIsConfigured() throws Exception {
    SocketClient client = connect(new HttpOptions().setFramesPerSecond(1).setFrameBurst(3));
    client.sendText(
        "[{\"t\":\"pong\",\"n\":0},{\"t\":\"pong\",\"n\":0},{\"t\":\"pong\",\"n\":0},{\"t\":\"pong\",\"n\":0}]");

    assertThat(client.closeCode()).isEqualTo(4029);
  }

  @Test
  void whatIsSentAgainAndAgainIsConfigured() throws Exception {
    SocketClient client =
        connect(new HttpOptions().setFramesPerSecond(1_000_000).setFrameBurst(200));
    for (int i = 0; i < 150; i++) {
      client.sendText("{\"t\":\"pong\",\"n\":0}");
    }

    assertThat(client.subscribe().getString("t")).isEqualTo("subscribed");
  }
}
