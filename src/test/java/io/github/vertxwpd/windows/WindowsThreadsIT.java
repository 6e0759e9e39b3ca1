package io.github.vertxwpd.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.connector.wpd.EndingThreads;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What JNA does by itself hangs here, after some dozen requests. */
class WindowsThreadsIT {
  @Test
  void nativeThreadsThatEndDoNotWaitForJavaThreadsThatStart() throws Exception {
    WindowsTools tools = WindowsTools.requireOrSkip();
    StandInServer server = StandInServer.build();
    WineSession session = WineSession.start("threads");
    try {
      session.register(server);
      String classPath =
          WineSession.windowsPath(tools.fatJar())
              + ";"
              + WineSession.windowsPath(Path.of("target", "test-classes"));
      assertThat(
              session.run(
                  Map.of("STAND_IN_DELAY", "0", "STAND_IN_SCRIPT", "1=unmoved"),
                  "wine",
                  tools.java().toString(),
                  "-cp",
                  classPath,
                  EndingThreads.class.getName(),
                  "300"))
          .contains("all detached");
    } finally {
      session.end();
    }
  }
}
