package io.github.vertxwpd.connector;

import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;

/** What came of a request. */
public sealed interface Submission {
  /**
   * The native call returned success: the request is queued.
   *
   * @param request the request, to be released after its end
   * @param status what the call returned
   * @param before the link as it was read before the call
   */
  record Queued(Request request, Hresult status, LinkState before) implements Submission {}

  /**
   * The native call returned a failing code: nothing is queued, no completion comes.
   *
   * @param call the native method
   * @param status what it returned
   * @param before the link as it was read before the call
   */
  record Refused(String call, Hresult status, LinkState before) implements Submission {}

  /** The link is already where it should go: nothing was called, no completion comes. */
  record AlreadyThere() implements Submission {}

  /** No paired device has that id. */
  record NotPaired() implements Submission {}
}
