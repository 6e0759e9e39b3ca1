package io.github.vertxwpd.windows;

import static io.github.vertxwpd.windows.EventSocket.event;
import static io.github.vertxwpd.windows.EventSocket.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The fat jar on a Windows JVM, with a native call that does not return for long, a request that
 * completes after its operation has timed out, and a callback that the server keeps after its
 * completion. The tests follow one another: the last one stops the gateway and reads what the
 * server saw.
 */
@TestMethodOrder(OrderAnnotation.class)
class WindowsHungCallIT {
  private static final String HUNG = "bt-a0b1c2d3e401";
  private static final String MEANWHILE = "bt-a0b1c2d3e402";
  private static final String LATE = "bt-a0b1c2d3e403";
  private static final String KEPT = "bt-a0b1c2d3e404";
  private static final String AFTERWARDS = "bt-a0b1c2d3e405";

  /** The numbers in the server's log of those that hang and that do not. */
  private static final String HUNG_NUMBER = "1";

  private static final String MEANWHILE_NUMBER = "2";

  private static final String KEPT_NUMBER = "4";

  /** A hang and a delay far longer than the limits of 1.5 s and, with its grace, 4 s. */
  private static final String SCRIPT = "1=hang:15000,3=deaf:10000,4=keep:3000";

  private static final int CALL_TIMEOUT_MS = 1_500;
  private static final String APARTMENT_HUNG = "apartment-hung";
  private static final String RETURNED = " IPortableDeviceConnector::Disconnect ";
  private static final long LIMIT_SECONDS = 60;
  private static final int LAST = Integer.MAX_VALUE;

  private static WineSession session;
  private static Path log;
  private static WindowsGateway gateway;
  private static EventSocket events;

  @BeforeAll
  static void startTheGateway() throws Exception {
    WindowsTools tools = WindowsTools.requireOrSkip();
    StandInServer server = StandInServer.build();
    session = WineSession.start("hung-call");
    session.register(server);
    log = session.directory().resolve("stand-in.log");
    Map<String, String> environment =
        Map.of("STAND_IN_LOG", WineSession.windowsPath(log), "STAND_IN_SCRIPT", SCRIPT);
    gateway =
        WindowsGateway.start(tools, session, environment, "wpd.callTimeoutMs=" + CALL_TIMEOUT_MS);
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
  void aCallThatHangsIsGivenUpAndEndsAsItsCallbackSaidAndAnotherDevicesCommandGoesOn()
      throws Exception {
    assertThat(degraded()).doesNotContain(APARTMENT_HUNG);
    disconnectBySocket(3, HUNG);
    disconnectBySocket(4, MEANWHILE);

    JsonObject operation = events.await(frame("result", 3)).getJsonObject("operation");
    assertThat(operation.getString("device")).isEqualTo(HUNG);
    assertThat(operation.getString("outcome")).isEqualTo("succeeded");
    assertSucceeded(events.awaitData(event("operation.completed", HUNG)));

    assertThat(events.await(frame("result", 4)).getJsonObject("operation").getString("state"))
        .isEqualTo("pending");
    assertSucceeded(events.awaitData(event("operation.completed", MEANWHILE)));

    StandInLog seen = StandInLog.read(log);
    assertThat(seen.containing(RETURNED))
        .noneMatch(line -> isBy(threadOf(seen, HUNG_NUMBER), line));
  }

  @Test
  @Order(2)
  void whileItHangsTheGatewayIsDegradedAndTheDeviceIsRefusedForAWhile() throws Exception {
    assertThat(degraded()).contains(APARTMENT_HUNG);

    HttpResponse<String> response = disconnect(HUNG, new JsonObject());
    JsonObject problem = new JsonObject(response.body());
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(problem.getString("code")).isEqualTo("wpd-error");
    assertThat(problem.getString("hresult")).isEqualTo("0x802A0006");
    assertThat(problem.getLong("retryAfterMs")).isBetween(1L, 30_000L);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  @Order(3)
  void aCompletionAfterTheTimeOutIsAnEventAndNoSecondEnd() throws Exception {
    disconnect(LATE, new JsonObject().put("timeoutMs", 1_000));
    JsonObject completion = events.awaitData(event("operation.completed", LATE));
    assertThat(completion.getString("outcome")).isEqualTo("timed-out");
    assertThat(completion.getString("after")).isEqualTo("connected");

    JsonObject late = events.awaitData(event("operation.late-callback", LATE));
    assertThat(late.getString("operation")).isEqualTo(completion.getString("operation"));
    assertThat(late.getInteger("ordinal")).isEqualTo(1);
    assertThat(late.getString("hresult")).isEqualTo("0x00000000");
    assertThat(events.all(event("operation.completed", LATE))).hasSize(1);
  }

  @Test
  @Order(3)
  void aCallbackThatTheServerKeepsLivesUntilItIsReleased() throws Exception {
    disconnect(KEPT, new JsonObject());
    assertSucceeded(events.awaitData(event("operation.completed", KEPT)));
    String callback = requestOn(StandInLog.read(log), KEPT_NUMBER).get("callback");
    List<String> released = awaitInLog("callback released callback=" + callback + " ");
    assertThat(released).singleElement().asString().endsWith("references=0");
  }

  @Test
  @Order(4)
  void onceTheCallHasReturnedTheGatewayIsWholeAgain() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (degraded().contains(APARTMENT_HUNG)) {
      assertThat(System.nanoTime()).as("the call returns within the limit").isLessThan(end);
      Thread.onSpinWait();
    }
    assertThat(degraded()).isEmpty();
    disconnect(AFTERWARDS, new JsonObject());
    assertSucceeded(events.awaitData(event("operation.completed", AFTERWARDS)));
  }

  @Test
  @Order(LAST)
  void theServerSawTwoApartmentsThatEachKeptEveryRule() throws Exception {
    gateway.interrupt();
    assertThat(events.awaitClose()).isEqualTo(4000);
    assertEveryAcceptedOperationCompletedOnce();

    StandInLog seen = StandInLog.read(log);
    assertThat(seen.violations()).isEmpty();
    assertThat(seen.summary())
        .as("the server's counters at the process's end")
        .containsEntry("threads", "2")
        .containsEntry("objects", "0")
        .containsEntry("references", "0")
        .containsEntry("callback-references", "0")
        .containsEntry("pending", "0")
        .containsEntry("requests", "5")
        .containsEntry("completions", "5");
    assertThat(seen.summary().get("freed")).isEqualTo(seen.summary().get("strings"));
    assertTheOthersWentOnInAFreshApartmentWhileTheCallHung(seen);
  }

  private static void assertTheOthersWentOnInAFreshApartmentWhileTheCallHung(StandInLog seen) {
    String hung = threadOf(seen, HUNG_NUMBER);
    assertThat(seen.requests())
        .filteredOn(request -> !request.get("device").equals(HUNG_NUMBER))
        .extracting(request -> request.get("thread"))
        .containsOnly(threadOf(seen, MEANWHILE_NUMBER))
        .doesNotContain(hung);
    String itsReturn =
        seen.containing(RETURNED).stream()
            .filter(line -> isBy(hung, line))
            .findFirst()
            .orElseThrow();
    String otherCompletion = seen.containing(" OnComplete device=" + MEANWHILE_NUMBER + " ").get(0);
    assertThat(seen.lines()).containsSubsequence(otherCompletion, itsReturn);
  }

  private static void assertEveryAcceptedOperationCompletedOnce() {
    Map<String, Long> completions =
        events.all(frame -> isEvent(frame, "wpd.operation.completed.v1")).stream()
            .map(frame -> frame.getJsonObject("e").getJsonObject("data").getString("operation"))
            .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
    assertThat(completions.values()).containsOnly(1L);
    assertThat(completions)
        .hasSize(5)
        .hasSameSizeAs(events.all(frame -> isEvent(frame, "wpd.operation.accepted.v1")));
  }

  private static boolean isEvent(JsonObject frame, String type) {
    return "event".equals(frame.getString("t"))
        && type.equals(frame.getJsonObject("e").getString("type"));
  }

  private static boolean isBy(String thread, String line) {
    return line.contains(" thread=" + thread + " ");
  }

  private static String threadOf(StandInLog seen, String device) {
    return requestOn(seen, device).get("thread");
  }

  private static Map<String, String> requestOn(StandInLog seen, String device) {
    return seen.requests().stream()
        .filter(request -> request.get("device").equals(device))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> awaitInLog(String text) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    List<String> found = List.of();
    while (found.isEmpty()) {
      assertThat(System.nanoTime()).as("%s comes within the limit", text).isLessThan(end);
      Thread.onSpinWait();
      found = StandInLog.read(log).containing(text);
    }
    return found;
  }

  private static void assertSucceeded(JsonObject completion) {
    assertThat(completion.getString("outcome")).isEqualTo("succeeded");
    assertThat(completion.getBoolean("verified")).isTrue();
    assertThat(completion.getString("after")).isEqualTo("disconnected");
  }

  private static void disconnectBySocket(int id, String device) throws Exception {
    events.send(
        new JsonObject()
            .put("t", "command")
            .put("id", id)
            .put("verb", "disconnect")
            .put("body", new JsonObject().put("device", device)));
  }

  private static HttpResponse<String> disconnect(String device, JsonObject body) throws Exception {
    return gateway.post("/devices/" + device + "/disconnect", body);
  }

  private static JsonArray degraded() throws Exception {
    JsonArray gateways = new JsonObject(gateway.get("/gateways").body()).getJsonArray("gateways");
    return gateways.getJsonObject(0).getJsonArray("degraded");
  }
}
