package io.github.vertxwpd.web.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without the handshake, over a socket of the operating system. */
class WebSocketConnectionTest {
  private static final long LIMIT_SECONDS = 20;
  private static final int MAX_LENGTH = 100;

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private Socket client;
  private volatile WebSocketConnection connection;
  private volatile Context loop;

  @BeforeEach
  void connect() throws Exception {
    NetServer server =
        vertx
            .createNetServer()
            .connectHandler(
                socket -> {
                  loop = vertx.getOrCreateContext();
                  connection = new WebSocketConnection(socket, MAX_LENGTH, new Recorder());
                  opened.complete(null);
                })
            .listen(0, "127.0.0.1")
            .await(LIMIT_SECONDS, TimeUnit.SECONDS);
    client = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
    client.setSoTimeout((int) TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
    opened.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws IOException, TimeoutException {
    client.close();
    vertx.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void everyFrameIsToldAsAMessageOrAsAFrame() throws Exception {
    send(ClientFrames.frame(ClientFrames.FIRST_TEXT_PART, (byte) 'a'));
    send(ClientFrames.frame(ClientFrames.PART));
    send(ClientFrames.frame(ClientFrames.PONG));
    send(ClientFrames.frame(ClientFrames.LAST_PART, (byte) 'b'));

    assertThat(call()).isEqualTo("frame");
    assertThat(call()).isEqualTo("frame");
    assertThat(call()).isEqualTo("frame");
    assertThat(call()).isEqualTo("text ab");
    client.close();
    assertThat(call()).isEqualTo("closed");
  }

  @Test
  void aListenerThatFailsEndsTheConnectionAtOnce() throws Exception {
    send(ClientFrames.text("fail").appendBuffer(ClientFrames.text("never read")));

    assertThat(everythingUntilTheEnd()).isEqualTo("8802" + "03f3");
    assertThat(call()).isEqualTo("text fail");
    assertThat(call()).isEqualTo("closed");
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void nothingFollowsTheAnswerToAClose() throws Exception {
    send(
        ClientFrames.close(3210, "enough")
            .appendBuffer(ClientFrames.text("after"))
            .appendBuffer(ClientFrames.frame(ClientFrames.PING))
            .appendBuffer(ClientFrames.close(1000, "")));

    assertThat(everythingUntilTheEnd()).isEqualTo("8802" + "0c8a");
    assertThat(call()).isEqualTo("closed");
    onLoop(() -> connection.write(Frames.text("late")));
    onLoop(connection::keepAlive);
    onLoop(() -> connection.close(4000, ""));
    onLoop(connection::abandon);
    assertThat(calls).isEmpty();
  }

  @Test
  void aConnectionThatSaidGoodbyeEndsOnceTheClientHas() throws Exception {
    onLoop(() -> connection.close(4000, "bye"));
    onLoop(() -> connection.close(4001, "twice"));
    onLoop(() -> connection.write(Frames.text("late")));
    send(ClientFrames.text("not told").appendBuffer(ClientFrames.frame(ClientFrames.PING)));
    send(ClientFrames.close(4000, ""));

    assertThat(everythingUntilTheEnd()).isEqualTo("8805" + "0fa0" + "627965");
    assertThat(call()).isEqualTo("closed");
  }

  @Test
  void aConnectionThatRefusedAFrameEndsOnceTheClientHasSaidGoodbye() throws Exception {
    send(ClientFrames.head(ClientFrames.TEXT, 70_000));
    assertThat(call()).startsWith("violated");
    send(Buffer.buffer(new byte[70_000]));
    send(ClientFrames.frame(0x83, (byte) 1));
    send(ClientFrames.close(1002, ""));

    assertThat(everythingUntilTheEnd()).startsWith("88").contains("1194");
    assertThat(call()).isEqualTo("closed");
  }

  @Test
  void aCloseThatIsRefusedIsStillTheClientsGoodbye() throws Exception {
    send(ClientFrames.close(1005, ""));

    assertThat(everythingUntilTheEnd()).startsWith("88").contains("1194");
    assertThat(call()).startsWith("violated");
    assertThat(call()).isEqualTo("closed");
  }

  @Test
  void aPausedConnectionReadsOnAfterwards() throws Exception {
    onLoop(connection::pause);
    send(ClientFrames.text("first"));
    onLoop(() -> calls.add("still paused"));
    onLoop(connection::resume);

    assertThat(call()).isEqualTo("still paused");
    assertThat(call()).isEqualTo("text first");
  }

  @Test
  void aGoodbyeReadsTheAnswerOfAClientThatWasNotRead() throws Exception {
    onLoop(connection::pause);
    send(ClientFrames.text("first").appendBuffer(ClientFrames.close(1000, "")));
    onLoop(() -> connection.close(4008, ""));

    assertThat(everythingUntilTheEnd()).isEqualTo("8802" + "0fa8");
    assertThat(call()).isEqualTo("closed");
  }

  @Test
  void aClientThatIsGoneIsTold() throws Exception {
    client.shutdownOutput();

    assertThat(call()).isEqualTo("closed");
    assertThat(everythingUntilTheEnd()).isEmpty();
  }

  private void send(Buffer bytes) throws IOException {
    client.getOutputStream().write(bytes.getBytes());
  }

  private String call() throws InterruptedException {
    return calls.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private String everythingUntilTheEnd() throws IOException {
    return HexFormat.of().formatHex(client.getInputStream().readAllBytes());
  }

  private void onLoop(Runnable action) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.runOnContext(
        v -> {
          action.run();
          done.complete(null);
        });
    done.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private final class Recorder implements WebSocketConnection.Listener {
    @Override
    public void text(String message) {
      calls.add("text " + message);
      if (message.equals("fail")) {
        throw new IllegalStateException("this listener fails, as the test wants it to");
      }
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
