package io.github.vertxwpd.windows;

import static io.github.vertxwpd.windows.EventSocket.event;
import static io.github.vertxwpd.windows.EventSocket.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The fat jar on a Windows JVM, against a COM server that checks its caller. One gateway serves all
 * tests, each has devices of its own, and the last one stops the gateway and reads what the server
 * saw.
 */
@TestMethodOrder(OrderAnnotation.class)
class WindowsGatewayIT {
  private static final String BY_REST = "bt-a0b1c2d3e401";
  private static final String BY_WEB_SOCKET = "bt-a0b1c2d3e402";
  private static final String NEVER = "bt-a0b1c2d3e403";
  private static final String TWICE = "bt-a0b1c2d3e404";
  private static final String INLINE = "bt-a0b1c2d3e405";
  private static final String MEANWHILE = "bt-a0b1c2d3e407";
  private static final String DISCONNECTED = "bt-a0b1c2d3e408";
  private static final String UNMOVED = "bt-a0b1c2d3e409";
  private static final String FAILING = "bt-a0b1c2d3e40a";
  private static final int LAST = Integer.MAX_VALUE;

  /** The device whose id has no Bluetooth address. */
  private static final int REFUSED = 6;

  private static final String SCRIPT =
      "3=never,4=twice,5=inline," + REFUSED + "=refuse:0x80070005,9=unmoved,10=fail:0x8007001F";

  private static WineSession session;
  private static Path log;
  private static WindowsGateway gateway;
  private static EventSocket events;

  @BeforeAll
  static void startTheGateway() throws Exception {
    WindowsTools tools = WindowsTools.requireOrSkip();
    StandInServer server = StandInServer.build();
    session = WineSession.start("gateway");
    session.register(server);
    log = session.directory().resolve("stand-in.log");
    Map<String, String> environment =
        Map.of("STAND_IN_LOG", WineSession.windowsPath(log), "STAND_IN_SCRIPT", SCRIPT);
    gateway = WindowsGateway.start(tools, session, environment);
    events = gateway.subscribe();
  }

  @AfterAll
  static void endEverything() throws Exception {
    if (gateway != null) {
      gateway.kill();
    }
    if (session != null) {
      session.end();
    }
  }

  @Test
  @Order(1)
  void everyPairedDeviceIsListedWithItsNameAndItsLink() throws Exception {
    List<JsonObject> devices = devices();
    assertThat(devices).hasSize(10);
    assertThat(devices)
        .filteredOn(device -> device.getString("link").equals("connected"))
        .hasSize(9);
    assertThat(devices)
        .extracting(device -> device.getString("device") + " " + device.getString("name"))
        .contains(BY_REST + " Canon EOS M50", BY_WEB_SOCKET + " Jürgens Walkman", NEVER + " 携帯電話");
    assertThat(device(DISCONNECTED).getString("link")).isEqualTo("disconnected");
    assertThat(device(refused()).getString("pnpId")).startsWith("BTHENUM\\");
    assertThat(device(BY_REST).getString("manufacturer")).isEqualTo("Canon Inc.");
  }

  /** Debian 12's Wine does not have the function that Windows 8 and later have. */
  @Test
  @Order(1)
  void withoutNotificationsItSaysOnceThatChangesAreNoticedByPolling() throws Exception {
    assertThat(Files.readAllLines(session.directory().resolve("stderr.log")))
        .filteredOn(line -> line.contains("changes are noticed by polling"))
        .singleElement()
        .asString()
        .contains("CM_Register_Notification is missing");
  }

  @Test
  @Order(2)
  void aDisconnectByRestIsQueuedAndItsCompletionIsAnEvent() throws Exception {
    HttpResponse<String> response = disconnect(BY_REST, new JsonObject());
    JsonObject operation = new JsonObject(response.body());
    String location = response.headers().firstValue("Location").orElseThrow();
    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(operation.getString("state")).isEqualTo("pending");
    assertThat(operation.getString("hresult")).isEqualTo("0x00000000");

    assertSucceeded(completionOf(BY_REST));
    JsonObject ended = json(gateway.get(location.substring("/api/v1".length())));
    assertThat(ended.getString("operation")).isEqualTo(operation.getString("operation"));
    assertThat(ended.getString("state")).isEqualTo("ended");
    assertThat(ended.getString("outcome")).isEqualTo("succeeded");
    assertThat(device(BY_REST).getString("link")).isEqualTo("disconnected");
  }

  @Test
  @Order(2)
  void aDisconnectByWebSocketIsQueuedAndItsCompletionIsAnEvent() throws Exception {
    JsonObject body = new JsonObject().put("device", BY_WEB_SOCKET);
    events.send(
        new JsonObject()
            .put("t", "command")
            .put("id", 3)
            .put("verb", "disconnect")
            .put("body", body));
    JsonObject operation = events.await(frame("result", 3)).getJsonObject("operation");
    assertThat(operation.getString("state")).isEqualTo("pending");

    assertSucceeded(completionOf(BY_WEB_SOCKET));
    JsonObject ended = json(gateway.get("/operations/" + operation.getString("operation")));
    assertThat(ended.getString("state")).isEqualTo("ended");
    assertThat(device(BY_WEB_SOCKET).getString("link")).isEqualTo("disconnected");
  }

  @Test
  @Order(2)
  void aDisconnectOfADisconnectedDeviceSucceedsAndChangesNothing() throws Exception {
    disconnect(DISCONNECTED, new JsonObject());
    JsonObject completion = completionOf(DISCONNECTED);
    assertThat(completion.getString("outcome")).isEqualTo("succeeded");
    assertThat(completion.getBoolean("changed")).isFalse();
  }

  @Test
  @Order(2)
  void aCallThatWindowsRefusesIsAProblemWithItsCode() throws Exception {
    HttpResponse<String> response = disconnect(refused(), new JsonObject());
    JsonObject problem = json(response);
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(problem.getString("code")).isEqualTo("access-denied");
    assertThat(problem.getString("hresult")).isEqualTo("0x80070005");
    assertThat(device(refused()).getString("link")).isEqualTo("connected");
  }

  @Test
  @Order(2)
  void aDisconnectOfAnUnknownDeviceIsAProblem() throws Exception {
    HttpResponse<String> response = disconnect("bt-000000000000", new JsonObject());
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(json(response).getString("code")).isEqualTo("device-not-found");
  }

  @Test
  @Order(2)
  void aCallbackThatComesTwiceEndsTheOperationOnce() throws Exception {
    disconnect(TWICE, new JsonObject());
    assertSucceeded(completionOf(TWICE));
    JsonObject late = events.awaitData(event("operation.late-callback", TWICE));
    assertThat(late.getInteger("ordinal")).isEqualTo(2);
  }

  @Test
  @Order(2)
  void aCallbackBeforeTheCallHasReturnedEndsTheOperationOnce() throws Exception {
    disconnect(INLINE, new JsonObject());
    assertSucceeded(completionOf(INLINE));
  }

  @Test
  @Order(2)
  void aCallbackThatNeverComesEndsTheOperationByItsTimeOutAndHoldsUpNobody() throws Exception {
    disconnect(NEVER, new JsonObject().put("timeoutMs", 2_000));
    disconnect(MEANWHILE, new JsonObject());
    assertSucceeded(completionOf(MEANWHILE));
    JsonObject completion = completionOf(NEVER);
    assertThat(completion.getString("outcome")).isEqualTo("timed-out");
    assertThat(device(NEVER).getString("link")).isEqualTo("connected");
  }

  @Test
  @Order(2)
  void aClaimOfSuccessThatIsNotObservedIsNotVerified() throws Exception {
    disconnect(UNMOVED, new JsonObject());
    JsonObject completion = completionOf(UNMOVED);
    assertThat(completion.getString("outcome")).isEqualTo("succeeded");
    assertThat(completion.getBoolean("verified")).isFalse();
    assertThat(completion.getString("after")).isEqualTo("connected");
  }

  @Test
  @Order(2)
  void aCallbackWithAFailureEndsTheOperationAsFailed() throws Exception {
    disconnect(FAILING, new JsonObject());
    JsonObject completion = completionOf(FAILING);
    assertThat(completion.getString("outcome")).isEqualTo("failed");
    assertThat(completion.getString("hresult")).isEqualTo("0x8007001F");
    assertThat(device(FAILING).getString("link")).isEqualTo("connected");
  }

  @Test
  @Order(LAST)
  void theServerSawACallerThatKeepsEveryRule() throws Exception {
    gateway.interrupt();
    assertThat(events.awaitClose()).isEqualTo(4000);
    assertEveryAcceptedOperationCompletedOnce();

    StandInLog seen = StandInLog.read(log);
    assertThat(seen.violations()).isEmpty();
    assertThat(seen.summary())
        .as("the server's counters at the process's end")
        .containsEntry("threads", "1")
        .containsEntry("objects", "0")
        .containsEntry("references", "0")
        .containsEntry("callback-references", "0")
        .containsEntry("pending", "0")
        .containsEntry("requests", "9")
        .containsEntry("completions", "9");
    assertThat(seen.summary().get("freed")).isEqualTo(seen.summary().get("strings"));
    assertEachRequestHasACallbackOfItsOwn(seen);
    assertTheApartmentsThreadCompletesNothingButInline(seen);
  }

  private static void assertEveryAcceptedOperationCompletedOnce() {
    Map<String, Long> completions =
        events.all(frame -> isEvent(frame, "wpd.operation.completed.v1")).stream()
            .map(frame -> frame.getJsonObject("e").getJsonObject("data").getString("operation"))
            .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
    assertThat(completions.values()).containsOnly(1L);
    assertThat(completions)
        .hasSameSizeAs(events.all(frame -> isEvent(frame, "wpd.operation.accepted.v1")));
  }

  private static void assertEachRequestHasACallbackOfItsOwn(StandInLog seen) {
    assertThat(seen.requests())
        .extracting(request -> request.get("verb"))
        .containsOnly("disconnect");
    assertThat(seen.requests())
        .extracting(request -> request.get("callback"))
        .doesNotHaveDuplicates();
    seen.completions()
        .forEach(
            completion ->
                assertThat(completion.get("callback"))
                    .isEqualTo(callbackOf(seen, completion.get("device"))));
  }

  private static void assertTheApartmentsThreadCompletesNothingButInline(StandInLog seen) {
    String apartment = seen.requests().get(0).get("thread");
    assertThat(seen.completions())
        .filteredOn(completion -> completion.get("thread").equals(apartment))
        .extracting(completion -> completion.get("device"))
        .containsExactly("5");
  }

  private static String callbackOf(StandInLog seen, String device) {
    return seen.requests().stream()
        .filter(request -> request.get("device").equals(device))
        .map(request -> request.get("callback"))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isEvent(JsonObject frame, String type) {
    return "event".equals(frame.getString("t"))
        && type.equals(frame.getJsonObject("e").getString("type"));
  }

  private static void assertSucceeded(JsonObject completion) {
    assertThat(completion.getString("outcome")).isEqualTo("succeeded");
    assertThat(completion.getBoolean("verified")).isTrue();
    assertThat(completion.getBoolean("changed")).isTrue();
    assertThat(completion.getString("before")).isEqualTo("connected");
    assertThat(completion.getString("after")).isEqualTo("disconnected");
  }

  private static JsonObject completionOf(String device) throws Exception {
    return events.awaitData(event("operation.completed", device));
  }

  private static HttpResponse<String> disconnect(String device, JsonObject body) throws Exception {
    return gateway.post("/devices/" + device + "/disconnect", body);
  }

  private static List<JsonObject> devices() throws Exception {
    return json(gateway.get("/devices")).getJsonArray("devices").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private static JsonObject device(String id) throws Exception {
    return json(gateway.get("/devices/" + id));
  }

  private static String refused() throws Exception {
    return devices().stream()
        .map(device -> device.getString("device"))
        .filter(id -> id.startsWith("pnp-"))
        .findFirst()
        .orElseThrow();
  }

  private static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }
}
