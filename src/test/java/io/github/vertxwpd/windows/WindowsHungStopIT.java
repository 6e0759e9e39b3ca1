package io.github.vertxwpd.windows;

import static io.github.vertxwpd.windows.EventSocket.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fat jar on a Windows JVM is stopped while a native call hangs. */
class WindowsHungStopIT {
  private static final String HUNG = "bt-a0b1c2d3e401";

  /** Longer than any wait of this test: who waits for the call's return fails it. */
  private static final String SCRIPT = "1=hang:3600000";

  private WineSession session;
  private Path log;
  private WindowsGateway gateway;

  @BeforeEach
  void startTheGateway() throws Exception {
    WindowsTools tools = WindowsTools.requireOrSkip();
    StandInServer server = StandInServer.build();
    session = WineSession.start("hung-stop");
    session.register(server);
    log = session.directory().resolve("stand-in.log");
    Map<String, String> environment =
        Map.of("STAND_IN_LOG", WineSession.windowsPath(log), "STAND_IN_SCRIPT", SCRIPT);
    gateway = WindowsGateway.start(tools, session, environment, "wpd.callTimeoutMs=1500");
  }

  @AfterEach
  void endEverything() throws Exception {
    if (gateway != null) {
      gateway.kill();
    }
    if (session != null) {
      session.end();
    }
  }

  @Test
  void itEndsAllTheSameAndNeverTouchesWhatTheCallHolds() throws Exception {
    EventSocket events = gateway.subscribe();
    gateway.post("/devices/" + HUNG + "/disconnect", new JsonObject());
    events.await(event("operation.completed", HUNG));

    gateway.interrupt();

    assertThat(events.awaitClose()).isEqualTo(4000);
    assertThat(events.all(event("operation.completed", HUNG))).hasSize(1);
    StandInLog seen = StandInLog.read(log);
    assertThat(seen.violations()).isEmpty();
    assertThat(seen.containing(" IPortableDeviceConnector::Disconnect ")).isEmpty();
    assertThat(seen.summary()).as("the process ended by itself").isNotEmpty();
  }
}
