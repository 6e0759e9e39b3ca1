package io.github.vertxwpd.examples;

import io.github.vertxwpd.OperationOptions;
import io.github.vertxwpd.WpdClient;
import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** The manual's examples of commands. */
final class Commands {
  private final WpdClient client;

  Commands(WpdClient client) {
    this.client = client;
  }

  Future<Operation> untilTheEnd(String device) {
    // tag::wait[]
    return client.disconnect(device, new OperationOptions().setWait(true).setTimeoutMs(20_000));
    // end::wait[]
  }

  Future<Operation> andKeepItSo(String device) {
    // tag::hold[]
    return client.disconnect(device, new OperationOptions(new JsonObject().put("hold", true)));
    // end::hold[]
  }

  // tag::retry[]
  Future<Operation> disconnectSurely(String device, String requestId, int triesLeft) {
    return client
        .disconnect(device, new OperationOptions().setRequestId(requestId))
        .recover(
            failure -> {
              boolean again =
                  triesLeft > 0
                      && failure instanceof WpdException refused
                      && refused.problem().code() == ProblemCode.OUTCOME_UNKNOWN;
              return again
                  ? disconnectSurely(device, requestId, triesLeft - 1)
                  : Future.failedFuture(failure);
            });
  }
  // end::retry[]
}
