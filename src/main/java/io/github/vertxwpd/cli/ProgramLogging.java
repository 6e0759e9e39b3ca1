package io.github.vertxwpd.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import java.util.Map;
import org.slf4j.Logger;

/**
 * The program's own logging, on standard error: readable lines, or, with {@code LOG_FORMAT=json}, a
 * JSON object per event. Standard output is for results.
 *
 * <p>Logback finds it as a service. Until the program {@linkplain #use says so} it does nothing: an
 * application that embeds the gateway has a logging of its own. In Java, because to read the same
 * from XML takes a tenth of a start.
 */
public final class ProgramLogging extends ContextAwareBase implements Configurator {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{24}"
          + " - %replace(%replace(%msg %kvp){'[\\r\\n]+', ' | '}){' +$', ''}%n%rootException";

  private static volatile boolean used;

  /** Makes it; Logback does it. */
  public ProgramLogging() {}

  /** Lets the program log so, from the first line on. To be called before there is a logger. */
  static void use() {
    used = true;
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (!used) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    configure(context, System.getenv());
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Configures a context as the environment says. */
  static void configure(LoggerContext context, Map<String, String> environment) {
    context.getStatusManager().add(new NopStatusListener());
    boolean json = environment.getOrDefault("LOG_FORMAT", "").equalsIgnoreCase("json");
    Encoder<ILoggingEvent> encoder = json ? objects() : lines();
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setName("console");
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
    // What they say at INFO is about themselves; a warning is about us.
    context.getLogger("io.netty").setLevel(Level.WARN);
    context.getLogger("io.vertx").setLevel(Level.WARN);
    context.getLogger("com.hazelcast").setLevel(Level.WARN);
    // What Hazelcast misses here, it does not need; which member cannot be reached is said without
    // it.
    context.getLogger("com.hazelcast.instance.impl.HazelcastInstanceFactory").setLevel(Level.ERROR);
    context.getLogger("com.hazelcast.cp.CPSubsystem").setLevel(Level.ERROR);
    context.getLogger("com.hazelcast.internal.server.tcp").setLevel(Level.ERROR);
  }

  private static Encoder<ILoggingEvent> lines() {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setPattern(PATTERN);
    return encoder;
  }

  private static Encoder<ILoggingEvent> objects() {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setWithFormattedMessage(true);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithSequenceNumber(false);
    return encoder;
  }
}
