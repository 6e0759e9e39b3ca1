package io.github.vertxwpd.fleet;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Timestamps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said where another gateway is in the way. */
final class FleetProblems {
  private static final Logger LOG = LoggerFactory.getLogger(FleetProblems.class);

  private FleetProblems() {}

  /**
   * Explains why the way to another gateway failed.
   *
   * @param cause what the event bus said
   * @param gateway the gateway that was asked
   */
  static Problem of(Throwable cause, Replica gateway) {
    if (!(cause instanceof WpdException refused)) {
      LOG.error("{} was asked in a way that could not be handled", gateway.id(), cause);
      return Problem.of(ProblemCode.INTERNAL_ERROR, "the gateway's log says more");
    }
    Problem problem = refused.problem();
    if (problem.gateway().isPresent()) {
      return problem;
    }
    return problem.code() == ProblemCode.GATEWAY_UNREACHABLE
        ? unreachable(gateway.id() + " does not answer; nothing was done", gateway)
        : problem.withGateway(gateway.id());
  }

  /** Says that a gateway is not there. */
  static Problem gone(Replica gateway) {
    return unreachable(
        "%s is %s: it was last heard of at %s; nothing was done"
            .formatted(
                gateway.id(),
                gateway.liveness().wireName(),
                Timestamps.format(gateway.gateway().lastSeenAt())),
        gateway);
  }

  private static Problem unreachable(String detail, Replica gateway) {
    return Problem.of(ProblemCode.GATEWAY_UNREACHABLE, detail)
        .withGateway(gateway.id())
        .withHint("send it again once the gateway is back; no other one does it instead");
  }
}
