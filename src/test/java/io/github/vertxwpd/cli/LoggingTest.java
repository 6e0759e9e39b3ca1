package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.status.Status;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.helpers.NOPMDCAdapter;

class LoggingTest {
  @TempDir private Path directory;

  private LoggerContext configure(URL file) throws Exception {
    LoggerContext context = new LoggerContext();
    context.setName("test");
    context.setMDCAdapter(new NOPMDCAdapter());
    context.putProperty("LOG_DIR", directory.toString());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(file);
    assertThat(context.getStatusManager().getCopyOfStatusList())
        .noneMatch(status -> status.getLevel() >= Status.WARN);
    return context;
  }

  @Test
  void theProgramsOwnLogsWhatItDoesAndWhatIsWrongWithItsLibraries() throws Exception {
    LoggerContext context = configure(Main.class.getResource("logback.xml"));
    try {
      assertThat(context.getLogger("io.github.vertxwpd.cli").isInfoEnabled()).isTrue();
      assertThat(context.getLogger("io.github.vertxwpd.cli").isDebugEnabled()).isFalse();
      assertThat(context.getLogger("io.netty.handler").isInfoEnabled()).isFalse();
      assertThat(context.getLogger("io.vertx.core").isWarnEnabled()).isTrue();
    } finally {
      context.stop();
    }
  }

  @Test
  void theExampleWritesJsonLinesIntoAFile() throws Exception {
    LoggerContext context = configure(Path.of("conf/logback.xml").toUri().toURL());
    try {
      context.getLogger("io.github.vertxwpd.cli").debug("not this one");
      context.getLogger("io.github.vertxwpd.cli").info("two\n{}", "lines");
    } finally {
      context.stop();
    }

    assertThat(Files.readAllLines(directory.resolve("gateway.jsonl")))
        .singleElement()
        .asString()
        .startsWith("{")
        .contains("two\\nlines");
  }
}
