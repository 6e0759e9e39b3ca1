package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.status.Status;
import io.vertx.core.json.JsonObject;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;
import org.slf4j.helpers.NOPMDCAdapter;

class LoggingTest {
  @TempDir private Path directory;

  private static LoggerContext context() {
    LoggerContext context = new LoggerContext();
    context.setName("test");
    context.setMDCAdapter(new NOPMDCAdapter());
    return context;
  }

  private static LoggerContext ofTheProgram(Map<String, String> environment) {
    LoggerContext context = context();
    ProgramLogging.configure(context, environment);
    assertNothingIsWrong(context);
    return context;
  }

  private static void assertNothingIsWrong(LoggerContext context) {
    assertThat(context.getStatusManager().getCopyOfStatusList())
        .noneMatch(status -> status.getLevel() >= Status.WARN);
  }

  private LoggerContext configure(URL file) throws Exception {
    LoggerContext context = context();
    context.putProperty("LOG_DIR", directory.toString());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(file);
    assertNothingIsWrong(context);
    return context;
  }

  @Test
  void theProgramsOwnLogsWhatItDoesAndWhatIsWrongWithItsLibraries() {
    LoggerContext context = ofTheProgram(Map.of());
    try {
      assertThat(context.getLogger("io.github.vertxwpd.cli").isInfoEnabled()).isTrue();
      assertThat(context.getLogger("io.github.vertxwpd.cli").isDebugEnabled()).isFalse();
      assertThat(context.getLogger("io.netty.handler").isInfoEnabled()).isFalse();
      assertThat(context.getLogger("io.vertx.core").isWarnEnabled()).isTrue();
    } finally {
      context.stop();
    }
  }

  /** An application that embeds the gateway has Logback ask too. */
  @Test
  void theProgramsOwnIsForTheProgramAlone() {
    LoggerContext context = context();

    assertThat(ServiceLoader.load(Configurator.class))
        .hasOnlyElementsOfType(ProgramLogging.class)
        .singleElement()
        .satisfies(
            found ->
                assertThat(found.configure(context)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY));
    assertThat(context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().hasNext())
        .isFalse();
  }

  /** A line about an operation is found by its ids, whichever way it is written. */
  @ParameterizedTest
  @ValueSource(strings = {"", "json", "JSON", "no such format"})
  void aLineHasItsKeysAndValuesAndNoLineBreak(String format) {
    LoggerContext context = ofTheProgram(Map.of("LOG_FORMAT", format));
    try {
      ConsoleAppender<ILoggingEvent> console = console(context);
      Logger logger = context.getLogger("io.github.vertxwpd.operation");
      LoggingEvent event =
          new LoggingEvent("", logger, Level.INFO, "two\n{}", null, new Object[] {"lines"});
      event.setKeyValuePairs(List.of(new KeyValuePair("operation", "0198f3c2")));
      String line = new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);

      if (format.equalsIgnoreCase("json")) {
        JsonObject json = new JsonObject(line);
        assertThat(json.getString("formattedMessage")).isEqualTo("two\nlines");
        assertThat(json.getJsonArray("kvpList").getJsonObject(0).getString("operation"))
            .isEqualTo("0198f3c2");
      } else {
        assertThat(line).contains(" - two | lines operation=\"0198f3c2\"");
      }
      assertThat(line.strip()).doesNotContain("\n");
    } finally {
      context.stop();
    }
  }

  @SuppressWarnings("unchecked")
  private static ConsoleAppender<ILoggingEvent> console(LoggerContext context) {
    return (ConsoleAppender<ILoggingEvent>)
        context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console");
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
