package io.github.vertxwpd.windows;

import static io.github.vertxwpd.windows.EventSocket.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The fat jar on a Windows that lacks Windows Portable Devices: the COM class is not registered.
 */
class WindowsWithoutWpdIT {
  private static WineSession session;
  private static WindowsGateway gateway;

  @BeforeAll
  static void startTheGateway() throws Exception {
    WindowsTools tools = WindowsTools.requireOrSkip();
    session = WineSession.start("without-wpd");
    gateway = WindowsGateway.start(tools, session, Map.of());
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
  void theListOfDevicesIsEmpty() throws Exception {
    HttpResponse<String> response = gateway.get("/devices");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(response.body()).getJsonArray("devices")).isEmpty();
  }

  @Test
  void aCommandIsRefusedWithTheReason() throws Exception {
    HttpResponse<String> response =
        gateway.post("/devices/bt-a0b1c2d3e401/disconnect", new JsonObject());
    JsonObject problem = new JsonObject(response.body());
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(problem.getString("code")).isEqualTo("wpd-not-installed");
    assertThat(problem.getString("hresult")).isEqualTo("0x80040154");
    assertThat(problem.getString("hint")).contains("Media Feature Pack");
  }

  @Test
  void theGatewaySaysWhyItIsDegraded() throws Exception {
    JsonArray gateways = gateway.subscribe().await(frame("snapshot", 2)).getJsonArray("gateways");
    assertThat(gateways.getJsonObject(0).getJsonArray("degraded")).contains("wpd-not-installed");
  }
}
