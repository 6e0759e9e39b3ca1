package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StartWaitTest {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(StartWait.class);

  private final Promise<String> step = Promise.promise();
  private final List<String> said = new ArrayList<>();

  /** Lets the step come to its end once this has been said often enough. */
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          said.add(event.getFormattedMessage());
          if (said.size() == 3) {
            step.complete("ready");
          }
        }
      };

  @BeforeEach
  void listen() {
    appender.start();
    LOGGER.addAppender(appender);
  }

  @AfterEach
  void listenNoMore() {
    LOGGER.detachAppender(appender);
  }

  @Test
  void aStepThatTakesLongIsToldOfAgainAndAgainUntilItHasCome() throws Exception {
    StartWait wait = new StartWait(Duration.ofMillis(1));

    assertThat(wait.await(step.future(), "the disk")).isEqualTo("ready");
    assertThat(said).hasSize(3).allMatch(line -> line.endsWith("waiting for the disk"));
  }

  @Test
  void whatComesAtOnceIsNotTalkedAbout() throws Exception {
    assertThat(StartWait.USUAL.await(Future.succeededFuture("ready"), "it")).isEqualTo("ready");
    assertThat(said).isEmpty();
  }

  @Test
  void whatFailsFails() {
    assertThatThrownBy(() -> StartWait.USUAL.await(Future.failedFuture("no disk"), "it"))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("no disk");
  }
}
