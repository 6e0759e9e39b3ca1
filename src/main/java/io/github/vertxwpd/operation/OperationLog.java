package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.EventBody.LateCallback;
import io.github.vertxwpd.model.EventBody.OperationAccepted;
import io.github.vertxwpd.model.EventBody.OperationCompleted;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.Outcome;
import io.github.vertxwpd.model.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes a line for what becomes of an operation, with the ids by which it is found elsewhere: what
 * goes well at {@code DEBUG}, since the journal has it. Confined to the gateway's event loop.
 */
final class OperationLog {
  private static final Logger LOG = LoggerFactory.getLogger(OperationLog.class);

  private final String gateway;

  OperationLog(String gateway) {
    this.gateway = gateway;
  }

  /** Takes an event that can be seen from now on. */
  void happened(EventBody event) {
    if (event instanceof OperationAccepted accepted) {
      line(Level.DEBUG, accepted.operation())
          .log("{} was accepted", accepted.operation().verb().wireName());
    } else if (event instanceof OperationCompleted completed) {
      ended(completed);
    } else if (event instanceof LateCallback late) {
      line(Level.WARN, late.operation())
          .log(
              "callback {} of a {} came too late or once more: {}",
              late.ordinal(),
              late.operation().verb().wireName(),
              late.status());
    }
  }

  private void ended(OperationCompleted event) {
    boolean well = event.end().outcome() == Outcome.SUCCEEDED;
    line(well ? Level.DEBUG : Level.INFO, event.operation())
        .log(
            "{} {} after {} ms{}",
            event.operation().verb().wireName(),
            event.end().outcome().wireName(),
            event.end().durationMs(),
            event.end().problem().map(Problem::detail).map(detail -> ": " + detail).orElse(""));
  }

  private LoggingEventBuilder line(Level level, Operation operation) {
    LoggingEventBuilder line =
        LOG.atLevel(level)
            .addKeyValue("gateway", gateway)
            .addKeyValue("operation", operation.id())
            .addKeyValue("device", operation.device().value());
    return operation.requestId().map(id -> line.addKeyValue("requestId", id)).orElse(line);
  }
}
