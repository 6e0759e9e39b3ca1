package io.github.vertxwpd.cli;

import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Hands what comes over a WebSocket to the thread that reads it. One whole message is asked for at
 * a time, so that a reader who does not keep up holds one message, and the gateway notices.
 */
final class FrameListener implements WebSocket.Listener {
  /** More than any message of the protocol: a snapshot's part has at most 500 items. */
  static final int MAX_MESSAGE_CHARS = 16 * 1024 * 1024;

  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final StringBuilder message = new StringBuilder();

  /** What came. */
  sealed interface Signal {
    /** A whole message; another one comes once it is asked for. */
    record Message(String text) implements Signal {}

    /** The connection is over. */
    record Over(ConnectionLost why) implements Signal {}
  }

  BlockingQueue<Signal> signals() {
    return signals;
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    if (message.length() + data.length() > MAX_MESSAGE_CHARS) {
      signals.add(new Signal.Over(ConnectionLost.broken("the gateway sent too long a message")));
      socket.abort();
      return null;
    }
    message.append(data);
    if (last) {
      signals.add(new Signal.Message(message.toString()));
      message.setLength(0);
    } else {
      socket.request(1);
    }
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    signals.add(new Signal.Over(ConnectionLost.closed(code, reason)));
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    signals.add(new Signal.Over(ConnectionLost.broken("the connection broke")));
  }
}
