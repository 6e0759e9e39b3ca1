package io.github.vertxwpd.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.WpdAddresses;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.model.Verb;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AsyncApiTest {
  private static final JsonObject DOCUMENT = Documents.ASYNCAPI;

  @Test
  void itIsAnAsyncApiDocument() {
    assertThat(MetaSchemas.errorsOfAsyncApi(DOCUMENT)).isEmpty();
    assertThat(MetaSchemas.errorsOfAsyncApi(DOCUMENT.copy().put("channels", 7))).isNotEmpty();
  }

  @Test
  void everyReferenceFindsSomething() {
    assertThat(References.broken("", DOCUMENT)).isEmpty();
  }

  @Test
  void everyExampleIsOne() {
    DOCUMENT
        .getJsonObject("components")
        .getJsonObject("messages")
        .forEach(
            entry -> {
              JsonObject message = (JsonObject) entry.getValue();
              for (Object example : message.getJsonArray("examples", new JsonArray())) {
                Object payload = ((JsonObject) example).getValue("payload");
                assertThat(Schemas.errors(message.getJsonObject("payload"), payload))
                    .as(entry.getKey())
                    .isEmpty();
              }
            });
  }

  @Test
  void theAddressesAreThoseOfTheProgram() {
    WpdAddresses addresses = new WpdAddresses(WpdOptions.DEFAULT_ADDRESS_PREFIX);

    assertThat(AsyncApi.busAddresses("receive"))
        .containsExactlyInAnyOrder(
            addresses.disconnect(),
            addresses.connect(),
            addresses.cancel(),
            addresses.devices(),
            addresses.operations(),
            addresses.gateways(),
            addresses.history());
    assertThat(AsyncApi.busAddresses("send"))
        .containsExactlyInAnyOrder(
            addresses.events(),
            addresses.completed(Verb.CONNECT),
            addresses.completed(Verb.DISCONNECT));
  }

  /** An event that the envelope allows is a message, and the other way round. */
  @Test
  void theEventsAreThoseOfTheSchema() {
    JsonArray types =
        Schemas.referred(new JsonObject().put("$ref", "schemas/cloud-event.json#/properties/type"))
            .getJsonArray("enum");

    assertThat(
            DOCUMENT
                .getJsonObject("channels")
                .getJsonObject("events")
                .getJsonObject("messages")
                .stream()
                .map(entry -> Documents.resolved(DOCUMENT, (JsonObject) entry.getValue()))
                .map(message -> message.getString("title")))
        .containsExactlyInAnyOrderElementsOf(types.stream().map(String.class::cast).toList());
  }

  @Test
  void aMessageThatIsNotDescribedIsNoticed() {
    assertThatThrownBy(() -> AsyncApi.checkSent("/api/v1/ws", new JsonObject().put("t", "gossip")))
        .hasMessageContaining("does not say that the gateway sends this at /api/v1/ws");
    assertThatThrownBy(() -> AsyncApi.checkSent("wpd.gossip", new JsonObject()))
        .hasMessageContaining("wpd.gossip");
    assertThatThrownBy(
            () ->
                AsyncApi.checkReceived("/api/v1/ws", new JsonObject().put("t", "pong").put("m", 1)))
        .hasMessageContaining("not as asyncapi.yaml says");
    assertThatThrownBy(() -> AsyncApi.checkReply("wpd.devices", new JsonObject().put("devices", 7)))
        .hasMessageContaining("replies at wpd.devices");
    assertThatThrownBy(
            () ->
                AsyncApi.checkSentEvent(
                    "/api/v1/events",
                    "reset",
                    Optional.of("e.1"),
                    new JsonObject().put("t", "reset").put("reason", "epoch")))
        .hasMessageContaining("the event reset");
  }
}
