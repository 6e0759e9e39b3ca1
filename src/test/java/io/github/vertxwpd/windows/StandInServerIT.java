package io.github.vertxwpd.windows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The stand-in server is itself what the other tests of this package take it for. */
class StandInServerIT {
  @Test
  void aClientInCFindsTheInterfacesAsDocumentedAndItsOwnMistakesReported() throws Exception {
    WindowsTools.requireOrSkip();
    StandInServer server = StandInServer.build();
    WineSession session = WineSession.start("check");
    try {
      session.register(server);
      assertThat(session.run("wine", WineSession.windowsPath(server.check())))
          .contains("0 failures");
    } finally {
      session.end();
    }
  }
}
