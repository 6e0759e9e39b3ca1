package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.web.WebFixture.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestApiTest {
  private static final String CANON = "/api/v1/devices/bt-a0b1c2d3e4f5";
  private static final String NIKON = "/api/v1/devices/bt-000000000002";

  private WebFixture web;

  @BeforeEach
  void start() throws TimeoutException {
    web = new WebFixture();
  }

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  @Test
  void devicesAreListedWithACursor() throws TimeoutException {
    Answer answer = web.get("/api/v1/devices");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(answer.json().getJsonArray("devices")).hasSize(2);
    assertThat(answer.json().getString("cursor")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "q=canon, 1",
    "q=Nikon+D5, 1",
    "q=nothing, 0",
    "link=connected, 2",
    "link=disconnected, 0",
    "device=bt-000000000002, 1",
    "gateway=gw-test, 2",
    "gateway=other, 0",
    "gateway=gw-test&q=nikon, 1"
  })
  void devicesAreFilteredByTheQuery(String query, int expected) throws TimeoutException {
    assertThat(web.get("/api/v1/devices?" + query).json().getJsonArray("devices"))
        .hasSize(expected);
  }

  @Test
  void anUnknownQueryParameterIsRefusedWithTheNearestKnownOne() throws TimeoutException {
    Answer answer = web.get("/api/v1/devices?gatway=gw-test");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("validation-failed");
    assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
        .isEqualTo("/gatway");
    assertThat(answer.json().getString("detail")).contains("did you mean \"gateway\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"q=a&q=b", "link=CONNECTED", "device=", "gateway=Not%20An%20Id"})
  void aQueryThatIsNotValidIsRefused(String query) throws TimeoutException {
    Answer answer = web.get("/api/v1/devices?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("validation-failed");
    assertThat(answer.json().getJsonArray("errors")).isNotEmpty();
  }

  @Test
  void devicesAreListedInPartsOfWhichEachSaysWhereTheNextBegins() throws TimeoutException {
    web.service.pair(5);
    List<String> listed = new ArrayList<>();
    String query = "?limit=3";
    int parts = 0;
    while (!query.isEmpty()) {
      JsonObject part = web.get("/api/v1/devices" + query).json();
      part.getJsonArray("devices")
          .forEach(device -> listed.add(((JsonObject) device).getString("device")));
      query = part.containsKey("next") ? "?limit=3&page=" + part.getString("next") : "";
      parts++;
      // Before what comes next: neither twice nor left out for it.
      web.service.unpair("bt-000000000002");
    }

    assertThat(parts).isEqualTo(3);
    assertThat(listed).hasSize(7).doesNotHaveDuplicates().isSorted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=1001", "page=", "page=%00", "page=!", "page=A"})
  void aPartThatIsNoneIsRefused(String query) throws TimeoutException {
    assertThat(web.get("/api/v1/devices?" + query).code()).isEqualTo("validation-failed");
  }

  @Test
  void aClientThatHasTheDevicesIsToldSo() throws TimeoutException {
    String tag = web.get("/api/v1/devices").header("etag");

    Answer again = web.get("/api/v1/devices", "If-None-Match", "\"other\", " + tag);

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.header("etag")).isEqualTo(tag);
    assertThat(again.body().length()).isZero();
  }

  @Test
  void theEntityTagIsOfTheDevicesAndNotOfTheCursor() throws TimeoutException {
    String tag = web.get("/api/v1/devices").header("etag");
    web.service.change("bt-000000000002", LinkState.CONNECTED);
    assertThat(web.get("/api/v1/devices").header("etag")).isEqualTo(tag);

    web.service.change("bt-000000000002", LinkState.DISCONNECTED);
    assertThat(web.get("/api/v1/devices").header("etag")).isNotEqualTo(tag);
    assertThat(web.get("/api/v1/devices", "If-None-Match", tag).status()).isEqualTo(200);
  }

  @Test
  void connectIsDisconnectsSibling() throws TimeoutException {
    Answer answer = web.post(CANON + "/connect", "");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().getString("verb")).isEqualTo("connect");
  }

  @Test
  void oneDeviceIsRead() throws TimeoutException {
    Answer answer = web.get(CANON);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("name")).isEqualTo("Canon EOS");
    assertThat(web.get(CANON, "If-None-Match", answer.header("etag")).status()).isEqualTo(304);
  }

  @Test
  void aDeviceIsFoundByItsRawPnpId() throws TimeoutException {
    Answer answer = web.get("/api/v1/devices/" + encoded(ScriptedService.PNP_ID));

    assertThat(answer.json().getString("device")).isEqualTo("bt-a0b1c2d3e4f5");
  }

  @Test
  void aPathIsDecodedOnlyOnce() throws TimeoutException {
    Answer answer = web.get("/api/v1/devices/" + encoded(encoded("a?b\\c")));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("device-not-found");
    assertThat(answer.json().getString("device")).isEqualTo(encoded("a?b\\c"));
  }

  @Test
  void anUnknownDeviceIsNotFound() throws TimeoutException {
    Answer answer = web.get("/api/v1/devices/bt-111111111111");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.code()).isEqualTo("device-not-found");
  }

  @Test
  void aHeadRequestGetsTheHeadersAlone() throws TimeoutException {
    Answer answer = web.send(HttpMethod.HEAD, "/api/v1/devices", Buffer.buffer());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("etag")).isNotEmpty();
    assertThat(answer.body().length()).isZero();
  }

  @Test
  void aDisconnectIsAcceptedWithTheOperationsLocation() throws TimeoutException {
    Answer answer = web.post(CANON + "/disconnect", "");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("location")).isEqualTo("/api/v1/operations/op-1");
    assertThat(answer.json().getString("operation")).isEqualTo("op-1");
    assertThat(answer.json().getString("state")).isEqualTo("pending");

    Answer read = web.get(answer.header("location"));
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.json()).isEqualTo(answer.json());
  }

  @Test
  void aDisconnectsBodyIsThatOfTheBus() throws TimeoutException {
    JsonObject body =
        new JsonObject()
            .put("device", "bt-a0b1c2d3e4f5")
            .put("gateway", "gw-test")
            .put("timeoutMs", 5000)
            .put("expiresInMs", 1234);
    web.post(
        CANON + "/disconnect",
        body.encode(),
        "Content-Type",
        "Application/JSON; charset=utf-8",
        "Idempotency-Key",
        "order-7781");

    assertThat(web.service.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.device()).isEqualTo("bt-a0b1c2d3e4f5");
              assertThat(request.gateway()).isEqualTo(Optional.of("gw-test"));
              assertThat(request.requestId()).isEqualTo(Optional.of("order-7781"));
              assertThat(request.timeoutMs()).isEqualTo(5000);
              assertThat(request.expiresInMs()).isEqualTo(1234);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"device\":\"bt-000000000002\"}",
        "{\"requestId\":\"another\"}",
        "{\"timeoutMs\":1}",
        "{\"timeoutMs\":\"long\"}",
        "{\"timeout\":60000}"
      })
  void aBodyThatIsNotValidIsRefused(String body) throws TimeoutException {
    Answer answer = web.post(CANON + "/disconnect", body, "Idempotency-Key", "order-7781");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("validation-failed");
    assertThat(answer.json().getJsonArray("errors")).isNotEmpty();
    assertThat(web.service.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "null", "7", "{} trailing", "\"text\""})
  void aBodyThatIsNoJsonObjectIsMalformed(String body) throws TimeoutException {
    Answer answer = web.post(CANON + "/disconnect", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("malformed");
    assertThat(answer.json().getString("detail")).doesNotContain("jackson");
  }

  @Test
  void aBodyOfAnotherContentTypeIsMalformed() throws TimeoutException {
    Answer answer = web.post(CANON + "/disconnect", "{}", "Content-Type", "text/plain");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("malformed");
  }

  @Test
  void aBodyOfMoreThan64KibIsTooLarge() throws TimeoutException {
    String body = "{\"requestId\":\"" + "x".repeat(64 * 1024) + "\"}";
    Answer answer = web.post(CANON + "/disconnect", body);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("payload-too-large");
  }

  @Test
  void aClientThatWaitsToBeToldToSendItsBodyIsToldOnce() throws Exception {
    try (RawConnection raw = RawConnection.to(web.port())) {
      raw.send(
          "POST %s/disconnect HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n"
                  .formatted(CANON, web.port())
              + "Content-Type: application/json\r\nContent-Length: 2\r\n"
              + "Expect: 100-continue\r\n\r\n");
      assertThat(raw.readLine()).isEqualTo("HTTP/1.1 100 Continue");
      raw.send("{}");

      assertThat(raw.readToTheEnd()).contains("HTTP/1.1 202 ").doesNotContain("100 Continue");
    }
  }

  @Test
  void aDisconnectOfAnUnknownDeviceIsRefused() throws TimeoutException {
    Answer answer = web.post("/api/v1/devices/nobody/disconnect", "");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("device-not-found");
  }

  @Test
  void aClientThatPrefersToWaitGetsTheEnd() throws TimeoutException {
    endEachOperationOnceItIsAccepted();
    Answer answer = web.post(CANON + "/disconnect", "", "Prefer", "respond-async, wait=10");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("preference-applied")).isEqualTo("wait=10");
    assertThat(answer.json().getString("state")).isEqualTo("ended");
    assertThat(answer.json().getString("outcome")).isEqualTo("succeeded");
  }

  @Test
  void aClientThatPrefersToWaitIsAnsweredWhenItHasWaited() throws TimeoutException {
    Answer answer = web.post(CANON + "/disconnect", "", "Prefer", "wait=1");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().getString("state")).isEqualTo("pending");
  }

  @Test
  void aPreferenceToWaitIsCappedAtTenSeconds() throws TimeoutException {
    endEachOperationOnceItIsAccepted();
    Answer answer = web.post(CANON + "/disconnect", "", "Prefer", "wait=86400");

    assertThat(answer.header("preference-applied")).isEqualTo("wait=10");
  }

  @Test
  void aRequestThatWaitsForLongIsAnsweredWithWhatIsKnown() throws TimeoutException {
    web.close();
    web = new WebFixture(Limits.of().answer(20).build(), 1_000);
    Answer answer = web.post(CANON + "/disconnect", "{\"wait\":true}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().getString("state")).isEqualTo("pending");
    assertThat(answer.header("location")).isEqualTo("/api/v1/operations/op-1");
  }

  @Test
  void aPreferenceThatCannotBeReadIsIgnored() throws TimeoutException {
    Answer answer = web.post(CANON + "/disconnect", "", "Prefer", "wait=long, waiting=3");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.headers()).doesNotContainKey("preference-applied");
  }

  @Test
  void aRequestThatAsksToWaitIsAnsweredAtTheEnd() throws TimeoutException {
    endEachOperationOnceItIsAccepted();
    Answer answer = web.post(CANON + "/disconnect", "{\"wait\":true}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("state")).isEqualTo("ended");
  }

  @Test
  void anUnknownOperationIsNotFound() throws TimeoutException {
    Answer answer = web.get("/api/v1/operations/op-99");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("operation-not-found");
  }

  @Test
  void operationsAreListedTheNewestFirstWithACursor() throws TimeoutException {
    web.post(CANON + "/disconnect", "");
    web.post(NIKON + "/connect", "");
    Answer answer = web.get("/api/v1/operations");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(operations(answer)).containsExactly("op-2", "op-1");
    assertThat(answer.json().getJsonArray("operations").getJsonObject(1))
        .isEqualTo(web.get("/api/v1/operations/op-1").json());
    assertThat(answer.json().getString("cursor")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "operation=op-1, op-1",
    "device=bt-000000000002, op-2",
    "device=nobody, ''",
    "gateway=gw-test, op-2 op-1",
    "gateway=other, ''",
    "state=ended, op-1",
    "state=pending, op-2",
    "state=pending&device=bt-a0b1c2d3e4f5, ''",
    "limit=1, op-2"
  })
  void operationsAreFilteredByTheQuery(String query, String expected) throws TimeoutException {
    web.post(CANON + "/disconnect", "");
    web.post(NIKON + "/disconnect", "");
    web.service.finish("op-1");

    assertThat(String.join(" ", operations(web.get("/api/v1/operations?" + query))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "devise=x|did you mean \"device\"",
        "state=running|state must be one of accepted, pending, ended",
        "limit=0|limit must be at least 1",
        "limit=1001|limit must be at most 1000",
        "limit=9999999999999999999999|limit must be of type integer",
        "limit=many|limit must be of type integer",
        "limit=1&limit=2|came twice",
        "operation=|operation must have at least 1 characters"
      })
  void aQueryForOperationsThatIsNotValidIsRefused(String query, String detail)
      throws TimeoutException {
    Answer answer = web.get("/api/v1/operations?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("validation-failed");
    assertThat(answer.json().getString("detail")).contains(detail);
  }

  @Test
  void aCancellationIsAnsweredWithTheOperationAsItStands() throws TimeoutException {
    web.post(CANON + "/disconnect", "");
    Answer answer = delete("op-1");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json()).isEqualTo(web.get("/api/v1/operations/op-1").json());
    assertThat(answer.json().getString("state")).isEqualTo("pending");
  }

  @Test
  void aCancellationThatEndsTheOperationAtOnceSaysSo() throws TimeoutException {
    web.service.endWhatIsCancelled();
    web.post(CANON + "/disconnect", "");
    Answer answer = delete("op-1");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("outcome")).isEqualTo("cancelled");
  }

  @Test
  void whatHasEndedOrIsNotKnownCannotBeCancelled() throws TimeoutException {
    web.post(CANON + "/disconnect", "");
    web.service.finish("op-1");
    Answer ended = delete("op-1");
    Answer unknown = delete("op-99");

    assertThat(ended.status()).isEqualTo(409);
    assertThat(ended.code()).isEqualTo("operation-ended");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.code()).isEqualTo("operation-not-found");
  }

  @Test
  void aHoldPassesThrough() throws TimeoutException {
    Answer answer = web.post(CANON + "/disconnect", "{\"hold\":true}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().getBoolean("hold")).isTrue();
    assertThat(web.post(CANON + "/connect", "{\"hold\":true}").code())
        .isEqualTo("validation-failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"dryRun\":true}", "{\"dryRun\":true,\"wait\":true}"})
  void aDryRunIsAnsweredAtOnceAndLeavesNothingBehind(String body) throws TimeoutException {
    Answer answer = web.post(CANON + "/disconnect", body, "Prefer", "wait=10");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).doesNotContainKey("location");
    assertThat(answer.json().getBoolean("dryRun")).isTrue();
    assertThat(answer.json().getString("state")).isEqualTo("accepted");
    assertThat(operations(web.get("/api/v1/operations"))).isEmpty();
  }

  @Test
  void gatewaysAreListedWithACursor() throws TimeoutException {
    Answer answer = web.get("/api/v1/gateways");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.json().getString("cursor"))
        .isEqualTo(web.get("/api/v1/devices").json().getString("cursor"));
    JsonObject gateway = answer.json().getJsonArray("gateways").getJsonObject(0);
    assertThat(gateway.getString("gateway")).isEqualTo("gw-test");
    assertThat(gateway.getString("provider")).isEqualTo("simulated");
    assertThat(gateway.getJsonArray("degraded")).isEmpty();
  }

  @Test
  void gatewaysHaveNoFilter() throws TimeoutException {
    Answer answer = web.get("/api/v1/gateways?state=up");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("detail"))
        .isEqualTo("unknown query parameter \"state\"; none is known");
  }

  @Test
  void aProblemSaysWhenToComeBack() throws TimeoutException {
    web.service.refuseWith(
        Problem.of(ProblemCode.TOO_MANY_OPERATIONS, "busy").withRetryAfterMs(1_500));
    Answer answer = web.post(CANON + "/disconnect", "");

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("retry-after")).isEqualTo("2");
    assertThat(answer.json().getInteger("retryAfterMs")).isEqualTo(1_500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/v1",
        "/api/v1/nothing",
        "/api/v2/devices",
        "/nothing",
        "/assets/nothing.js",
        "/assets/",
        "/../pom.xml",
        "/assets/..%2f..%2fschemas/device-query.json"
      })
  void anUnknownPathIsNotFound(String path) throws TimeoutException {
    Answer answer = web.get(path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.code()).isEqualTo("not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE|/api/v1/devices|GET, HEAD",
        "PUT|/api/v1/devices/bt-a0b1c2d3e4f5|GET, HEAD",
        "GET|/api/v1/devices/bt-a0b1c2d3e4f5/disconnect|POST",
        "OPTIONS|/api/v1/devices/bt-a0b1c2d3e4f5/disconnect|POST",
        "POST|/api/v1/operations/op-1|GET, HEAD, DELETE",
        "DELETE|/api/v1/operations|GET, HEAD",
        "POST|/api/v1/gateways|GET, HEAD",
        "POST|/api/v1/ws|GET, HEAD",
        "POST|/|GET, HEAD",
        "DELETE|/assets/app.js|GET, HEAD"
      })
  void aWrongMethodIsToldTheRightOnes(String method, String path, String allow)
      throws TimeoutException {
    Answer answer = web.send(HttpMethod.valueOf(method), path, Buffer.buffer());

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("allow")).isEqualTo(allow);
    assertThat(answer.code()).isEqualTo("method-not-allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/devices/%zz", "/api/v1/devices?q=%zz"})
  void aPathThatCannotBeDecodedIsMalformed(String path) throws TimeoutException {
    Answer answer = web.get(path);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("malformed");
  }

  @Test
  void anUnexpectedExceptionIsNotShown() throws TimeoutException {
    web.service.failWith(new IllegalStateException("secret of the house"));
    Answer answer = web.get("/api/v1/devices");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("internal-error");
    assertThat(answer.body().toString()).doesNotContain("secret", "Exception", "java", "vertx.");
  }

  @Test
  void everyAnswerHasTheSecurityHeaders() throws TimeoutException {
    for (String path : new String[] {"/", "/assets/app.js", "/api/v1/devices", "/nothing"}) {
      Answer answer = web.get(path);
      assertThat(answer.header("content-security-policy"))
          .startsWith("default-src 'self'")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/assets/app.js", "/assets/app.css"})
  void theTextsOfThePageAreUtf8WhateverTheSystemsOwnIs(String path) throws TimeoutException {
    assertThat(web.get(path).header("content-type")).endsWith(";charset=UTF-8");
  }

  @Test
  void theListIsTheSameForEveryWayToAskForIt() throws TimeoutException {
    JsonArray devices = web.get("/api/v1/devices").json().getJsonArray("devices");

    assertThat(devices.getJsonObject(0)).isEqualTo(web.get(CANON).json());
  }

  /** Another event loop ends what the server's accepts, as the real service does. */
  private void endEachOperationOnceItIsAccepted() {
    web.vertx.setPeriodic(
        5,
        id ->
            web.service.operations().stream()
                .filter(operation -> operation.end().isEmpty())
                .forEach(operation -> web.service.finish(operation.id())));
  }

  private Answer delete(String operation) throws TimeoutException {
    return web.send(HttpMethod.DELETE, "/api/v1/operations/" + operation, Buffer.buffer());
  }

  private static List<String> operations(Answer answer) {
    return answer.json().getJsonArray("operations").stream()
        .map(operation -> ((JsonObject) operation).getString("operation"))
        .toList();
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
