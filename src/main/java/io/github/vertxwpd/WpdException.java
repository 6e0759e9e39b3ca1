package io.github.vertxwpd;

import io.github.vertxwpd.model.Problem;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;

/**
 * A request was refused, or an operation did not succeed. On the bus it is a failed reply with
 * {@code failureCode} = the problem's status and message = {@code code: detail}; it has a codec of
 * its own, so that it crosses a cluster with every field of its {@link Problem}.
 */
public final class WpdException extends ReplyException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /**
   * Makes the exception of a problem.
   *
   * @param problem why
   */
  public WpdException(Problem problem) {
    super(
        ReplyFailure.RECIPIENT_FAILURE,
        problem.code().status(),
        problem.code().wireName() + ": " + problem.detail());
    this.problem = problem;
  }

  /** Returns why. */
  public Problem problem() {
    return problem;
  }
}
