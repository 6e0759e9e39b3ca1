package io.github.vertxwpd.operation;

import io.github.vertxwpd.connector.CompletionListener;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.Request;
import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.model.Device;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * The native side of one operation: the call that queues its request, and what is done with the
 * request then. Its methods are called on the gateway's event loop and go to the apartment.
 */
final class NativeRequest {
  private final Device device;
  private final Apartment apartment;

  /**
   * Decides between the native call and whoever wants it not to be made any more: the first one
   * goes on.
   */
  private final AtomicBoolean claimed = new AtomicBoolean();

  /** The connector that the request was queued with; set in the apartment. */
  private volatile Optional<Connector> origin = Optional.empty();

  NativeRequest(Device device, Apartment apartment) {
    this.device = device;
    this.apartment = apartment;
  }

  /**
   * Makes the call, unless it was forestalled or its time is over when its turn comes.
   *
   * @param inTime asked in the apartment, just before the call
   * @param calling run in the apartment, just before the call
   * @param listener told of completions, on any thread
   * @return what came of it; nothing where the call was not made
   */
  Future<Optional<Submission>> submit(
      OperationRequest request,
      BooleanSupplier inTime,
      Runnable calling,
      CompletionListener listener) {
    return apartment.call(
        Optional.of(device.id()),
        NativeCall.named(
            CallName.of(request.verb()),
            connector -> submitIn(connector, request, inTime, calling, listener)),
        NativeRequest::discard);
  }

  private Optional<Submission> submitIn(
      Connector connector,
      OperationRequest request,
      BooleanSupplier inTime,
      Runnable calling,
      CompletionListener listener)
      throws NativeCallException {
    if (!inTime.getAsBoolean() || !forestall()) {
      return Optional.empty();
    }
    origin = Optional.of(connector);
    calling.run();
    return Optional.of(connector.submit(request.verb(), device.pnpId(), listener));
  }

  /**
   * Sees to it that the call is not made, where it has not begun.
   *
   * @return whether that was in time
   */
  boolean forestall() {
    return claimed.compareAndSet(false, true);
  }

  /** Asks Windows to cancel a queued request. */
  void cancel(Request queued) {
    atOrigin(CallName.CANCEL, queued::cancel);
  }

  /** Gives up a queued request. */
  void release(Request queued) {
    atOrigin(CallName.RELEASE, queued::release);
  }

  /** Cancels and gives up what was queued after its operation's end. */
  void giveUp(Optional<Submission> late) {
    atOrigin(CallName.RELEASE, () -> discard(late));
  }

  private static void discard(Optional<Submission> submission) {
    if (submission.orElse(null) instanceof Submission.Queued late) {
      late.request().cancel();
      late.request().release();
    }
  }

  /**
   * A request belongs to the connector that queued it; where that was given up, it is released with
   * it.
   */
  private void atOrigin(CallName name, Runnable action) {
    apartment.call(
        Optional.of(device.id()),
        NativeCall.named(
            name,
            connector -> {
              if (origin.orElse(null) == connector) {
                action.run();
              }
              return connector;
            }));
  }
}
