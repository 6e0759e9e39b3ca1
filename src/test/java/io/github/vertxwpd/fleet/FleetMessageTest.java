package io.github.vertxwpd.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.fleet.FleetMessage.Here;
import io.github.vertxwpd.fleet.FleetMessage.Leaving;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.StreamPosition;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What nodes announce, among them nodes of another version. */
class FleetMessageTest {
  private static final Instant STARTED = Instant.parse("2026-11-22T09:00:00.000Z");
  private static final Here HERE =
      new Here(
          new Gateway(
              "gw-017",
              "0198f3a0-1c2d-7b11-8f00-5d6e7f809a1b",
              "k3f9",
              "up",
              "wpd",
              "1.0.0",
              STARTED,
              STARTED,
              8,
              List.of("apartment-hung")),
          new StreamPosition("k3f9", 7),
          true);

  @Test
  void whatIsAnnouncedIsRead() {
    Leaving leaving = new Leaving("gw-017", "0198f3a0-1c2d-7b11-8f00-5d6e7f809a1b");

    assertThat(FleetMessage.read(HERE.toJson())).contains(HERE);
    assertThat(FleetMessage.read(leaving.toJson())).contains(leaving);
  }

  @Test
  void whatANewerVersionSaysBesidesIsLeftAlone() {
    JsonObject newer = HERE.toJson().put("mood", "good");
    newer.getJsonObject("gateway").put("colour", "green");

    assertThat(FleetMessage.read(newer)).contains(HERE);
  }

  @Test
  void whatIsNotUnderstoodIsNoMessage() {
    assertThat(FleetMessage.read(new JsonObject().put("t", "rumour"))).isEmpty();
    assertThat(FleetMessage.read(new JsonObject())).isEmpty();
    assertThat(FleetMessage.read(HERE.toJson().put("head", "?"))).isEmpty();
    assertThat(FleetMessage.read(HERE.toJson().put("gateway", new JsonObject()))).isEmpty();
  }
}
