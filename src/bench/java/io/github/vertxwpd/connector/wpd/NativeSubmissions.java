package io.github.vertxwpd.connector.wpd;

import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.Request;
import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.model.Verb;

/**
 * The connector as the gateway uses it: each request lists the paired devices anew, finds its own
 * among them by its id, and reads its link, before it is queued.
 */
final class NativeSubmissions implements NativeRequests {
  private final Connector connector;
  private final String pnpId;

  NativeSubmissions(Connector connector, String pnpId) {
    this.connector = connector;
    this.pnpId = pnpId;
  }

  @Override
  public String name() {
    return "WindowsConnector";
  }

  @Override
  public Runnable disconnect(Runnable completed) throws NativeCallException {
    Submission submission = connector.submit(Verb.DISCONNECT, pnpId, completion -> completed.run());
    if (submission instanceof Submission.Queued queued) {
      Request request = queued.request();
      return request::release;
    }
    throw new IllegalStateException(submission.toString());
  }
}
