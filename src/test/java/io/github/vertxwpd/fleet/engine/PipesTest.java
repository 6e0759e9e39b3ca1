package io.github.vertxwpd.fleet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.fleet.Stranger;
import io.github.vertxwpd.fleet.TestFleet;
import io.github.vertxwpd.fleet.credentials.LiveCredentials;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An entrance, an exit, and what stands for the Hazelcast behind it: it sends back what it gets.
 */
@Timeout(60)
class PipesTest {
  private static final SocketAddress LOOPBACK = SocketAddress.inetSocketAddress(0, "127.0.0.1");

  @TempDir private static Path directory;
  private static TestFleet fleet;
  private static TestFleet other;

  private final AtomicInteger behind = new AtomicInteger();
  private Vertx vertx;
  private NetServer echo;
  private NetClient client;
  private LiveCredentials credentials;
  private PipeExit exit;

  @BeforeAll
  static void makeFleets() {
    fleet = TestFleet.in(directory.resolve("fleet"));
    other = TestFleet.in(directory.resolve("other"));
  }

  static List<Stranger> strangers() {
    return Stranger.all(fleet, other);
  }

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    echo = vertx.createNetServer(new NetServerOptions().setHost("127.0.0.1").setPort(0));
    get(
        echo.connectHandler(
                socket -> {
                  behind.incrementAndGet();
                  socket.pipeTo(socket);
                })
            .listen());
    client = vertx.createNetClient();
    credentials = fleet.credentials("gw-1");
  }

  @AfterEach
  void stop() throws Exception {
    get(vertx.close());
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }

  private SocketAddress exit(int maxPipes) throws Exception {
    SocketAddress echoing = SocketAddress.inetSocketAddress(echo.actualPort(), "127.0.0.1");
    exit = new PipeExit(vertx, credentials, echoing, maxPipes);
    return get(exit.open(LOOPBACK));
  }

  private SocketAddress entrance(SocketAddress to, LiveCredentials with) throws Exception {
    return get(
        new PipeEntrance(vertx, with, to, 10)
            .open(SocketAddress.inetSocketAddress(0, "127.64.7.8")));
  }

  @Test
  void whatGoesInComesOutAndBackHoweverMuchItIs() throws Exception {
    SocketAddress entrance = entrance(exit(10), fleet.credentials("gw-2"));
    byte[] bytes = new byte[8 * 1024 * 1024];
    new Random(7).nextBytes(bytes);
    Buffer back = Buffer.buffer();
    Promise<Void> complete = Promise.promise();
    NetSocket socket = get(client.connect(entrance));
    socket.handler(
        part -> {
          back.appendBuffer(part);
          if (back.length() == bytes.length) {
            complete.complete();
          }
        });

    socket.write(Buffer.buffer(bytes));
    get(complete.future());

    assertThat(back.getBytes()).isEqualTo(bytes);
  }

  @Test
  void whereOneEndClosesTheOtherOneDoes() throws Exception {
    SocketAddress entrance = entrance(exit(10), fleet.credentials("gw-2"));
    Promise<Void> echoed = Promise.promise();
    Promise<Void> closed = Promise.promise();
    NetSocket socket = get(client.connect(entrance));
    socket.handler(back -> echoed.tryComplete()).closeHandler(closed::complete);
    socket.write("there and back");
    get(echoed.future());

    exit.close();

    get(closed.future());
  }

  @Test
  void whereNobodyIsAtTheOtherEndTheConnectionIsClosed() throws Exception {
    int nobody = TestFleet.freePorts(1).get(0);
    SocketAddress entrance =
        entrance(SocketAddress.inetSocketAddress(nobody, "127.0.0.1"), credentials);

    try (Socket socket = new Socket(InetAddress.getByName("127.64.7.8"), entrance.port())) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aMemberIsLetIn() throws Exception {
    int port = exit(10).port();

    assertThat(Stranger.of("a member", fleet.credentials("gw-2")).talk(port))
        .hasValue(Stranger.hello());
    assertThat(behind).hasValue(1);
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void aStrangerIsRefusedAndNothingOfHimGoesFurther(Stranger stranger) throws Exception {
    int port = exit(10).port();

    assertThat(stranger.talk(port)).isEmpty();
    assertThat(behind).hasValue(0);
  }

  @Test
  void anExitOfAnotherFleetIsNotTalkedTo() throws Exception {
    SocketAddress entrance = entrance(exit(10), other.credentials("gw-2"));

    try (Socket socket = new Socket(InetAddress.getByName("127.64.7.8"), entrance.port())) {
      socket.getOutputStream().write(Stranger.hello());
      assertThat(closed(socket)).isTrue();
    }
    assertThat(behind).hasValue(0);
  }

  /** The end of a connection may be an end or a reset. */
  private static boolean closed(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void noMoreThanSoManyArePipedAtOnce() throws Exception {
    int port = exit(1).port();
    Stranger member = Stranger.of("a member", fleet.credentials("gw-2"));
    try (SSLSocket first =
        (SSLSocket) member.tls().orElseThrow().getSocketFactory().createSocket("127.0.0.1", port)) {
      first.getOutputStream().write(1);
      assertThat(first.getInputStream().read()).isEqualTo(1);

      assertThat(member.talk(port)).isEmpty();
    }
    assertThat(behind).hasValue(1);
  }

  @Test
  void renewedFilesAreUsedByTheNextHandshake() throws Exception {
    int port = exit(10).port();
    LiveCredentials member = fleet.credentials("gw-2");
    X509Certificate before = shown(member, port);

    fleet.issue("gw-1");
    fleet.issue("gw-2");
    credentials.look();
    member.look();

    assertThat(before).isNotEqualTo(shown(member, port)).isNotEqualTo(credentials.current().own());
    assertThat(shown(member, port)).isEqualTo(credentials.current().own());
  }

  private static X509Certificate shown(LiveCredentials member, int port) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) member.sslContext().getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }
}
