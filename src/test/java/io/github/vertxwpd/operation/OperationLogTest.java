package io.github.vertxwpd.operation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.EventBody.LateCallback;
import io.github.vertxwpd.model.EventBody.OperationAccepted;
import io.github.vertxwpd.model.EventBody.OperationCompleted;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationEnd;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Outcome;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.model.Verb;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OperationLogTest {
  private static final Operation OPERATION =
      new Operation(
          "0198f3c2",
          Optional.of("order-7781"),
          Verb.DISCONNECT,
          new DeviceId("bt-a0b1c2d3e4f5"),
          "gw-017",
          OperationState.ACCEPTED,
          false,
          Instant.EPOCH,
          60_000,
          false,
          Cause.COMMAND,
          false,
          Optional.empty(),
          PortableCursor.of("gw-017", new StreamPosition("k3f9", 0)),
          Optional.empty());

  private final Logger logger = (Logger) LoggerFactory.getLogger(OperationLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final OperationLog log = new OperationLog("gw-017");

  @BeforeEach
  void listen() {
    logger.setLevel(Level.DEBUG);
    logger.setAdditive(false);
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(lines);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  private static OperationCompleted ended(Outcome outcome, Optional<Problem> problem) {
    return new OperationCompleted(
        OPERATION,
        new OperationEnd(
            outcome,
            true,
            true,
            Optional.empty(),
            LinkState.CONNECTED,
            LinkState.DISCONNECTED,
            Instant.EPOCH,
            4,
            2_313,
            problem));
  }

  @Test
  void everyLineHasTheIdsByWhichItIsFoundElsewhere() {
    log.happened(new OperationAccepted(OPERATION));
    log.happened(ended(Outcome.SUCCEEDED, Optional.empty()));
    log.happened(new LateCallback(OPERATION, Hresult.S_OK, 2));

    assertThat(lines.list)
        .hasSize(3)
        .allSatisfy(
            line ->
                assertThat(line.getKeyValuePairs())
                    .extracting(pair -> pair.key + "=" + pair.value)
                    .containsExactly(
                        "gateway=gw-017",
                        "operation=0198f3c2",
                        "device=bt-a0b1c2d3e4f5",
                        "requestId=order-7781"));
  }

  @Test
  void whatGoesWellIsForThoseWhoAskForItAndTheRestForEverybody() {
    log.happened(new OperationAccepted(OPERATION));
    log.happened(ended(Outcome.SUCCEEDED, Optional.empty()));
    log.happened(
        ended(
            Outcome.TIMED_OUT, Optional.of(Problem.of(ProblemCode.TIMED_OUT, "no callback came"))));
    log.happened(new LateCallback(OPERATION, Hresult.S_OK, 1));

    assertThat(lines.list)
        .extracting(line -> line.getLevel() + " " + line.getFormattedMessage())
        .containsExactly(
            "DEBUG disconnect was accepted",
            "DEBUG disconnect succeeded after 2313 ms",
            "INFO disconnect timed-out after 2313 ms: no callback came",
            "WARN callback 1 of a disconnect came too late or once more: 0x00000000 S_OK");
  }
}
