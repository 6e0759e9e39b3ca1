package io.github.vertxwpd.web.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Whatever bytes come, the listener is told the same and the client is answered the same, however
 * they are cut into packets; the answer is whole frames, and nothing follows a goodbye.
 */
class WebSocketConnectionFuzzTest {
  private static final int MAX_LENGTH = 200;
  private static final int LONGEST_CONTROL = 125;

  /** What was told and answered. */
  private record Conversation(List<String> calls, Buffer answer, boolean ended) {}

  @FuzzTest
  void receive(byte[] data) {
    Conversation whole = converse(Packets.whole(data));

    assertThat(converse(Packets.cut(data))).isEqualTo(whole);
    assertThat(converse(Packets.bytes(data))).isEqualTo(whole);
    assertThat(whole.calls().stream().filter(call -> call.startsWith("violated")))
        .hasSizeLessThanOrEqualTo(1);
    assertThat(whole.calls()).endsWith("closed").containsOnlyOnce("closed");
    checkFrames(whole.answer());
  }

  private static void checkFrames(Buffer answer) {
    int at = 0;
    while (at < answer.length()) {
      int first = answer.getUnsignedByte(at);
      int length = answer.getUnsignedByte(at + 1);
      assertThat(first).isIn(ClientFrames.PONG, ClientFrames.CLOSE);
      assertThat(length).isLessThanOrEqualTo(LONGEST_CONTROL);
      at += 2 + length;
      if (first == ClientFrames.CLOSE) {
        assertThat(length).isNotEqualTo(1);
        assertThat(at).isEqualTo(answer.length());
      }
    }
    assertThat(at).isEqualTo(answer.length());
  }

  private static Conversation converse(List<Buffer> packets) {
    RecordedSocket socket = new RecordedSocket();
    Told told = new Told();
    told.connection = new WebSocketConnection(socket.socket(), MAX_LENGTH, told);
    packets.forEach(socket::receive);
    boolean ended = socket.isClosed();
    socket.end();
    assertThat(told.connection.isOpen()).isFalse();
    return new Conversation(told.calls, socket.written(), ended);
  }

  private static final class Told implements WebSocketConnection.Listener {
    private final List<String> calls = new ArrayList<>();
    private WebSocketConnection connection;

    @Override
    public void text(String message) {
      calls.add("text " + message);
    }

    @Override
    public void frame() {
      calls.add("frame");
    }

    @Override
    public void violated(String reason) {
      calls.add("violated " + reason);
      connection.close(4500, reason);
    }

    @Override
    public void drained() {
      calls.add("drained");
    }

    @Override
    public void closed() {
      calls.add("closed");
    }
  }
}
