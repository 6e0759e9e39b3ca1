package io.github.vertxwpd.web;

import io.github.vertxwpd.documents.AsyncApi;
import io.github.vertxwpd.web.websocket.ClientFrames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A client of the WebSocket that is nothing but a TCP connection: it may do what is forbidden. */
final class RawWebSocket implements AutoCloseable {
  /** The key of the example in RFC 6455, section 1.3, and what must be answered to it. */
  static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  private static final int MEDIUM_FOLLOWS = 126;
  private static final int LONG_FOLLOWS = 127;
  private static final int RECEIVE_BUFFER_BYTES = 8 * 1024;

  /** The head of an HTTP answer, its names in lower case. */
  record Head(int status, Map<String, String> headers) {}

  /** A frame from the server. */
  record Frame(int firstByte, Buffer payload) {
    int closeCode() {
      return payload.getUnsignedShort(0);
    }

    String closeReason() {
      return payload.getString(Short.BYTES, payload.length());
    }
  }

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final int port;

  private RawWebSocket(int port) throws IOException {
    this.port = port;
    socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(WebFixture.LIMIT_SECONDS));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  /** Connects, and asks for nothing yet. */
  static RawWebSocket connect(WebFixture web) throws IOException {
    return connect(web.port());
  }

  /** Connects to whoever listens at a port of this machine. */
  static RawWebSocket connect(int port) throws IOException {
    return new RawWebSocket(port);
  }

  /** Connects and shakes hands. */
  static RawWebSocket open(WebFixture web) throws IOException {
    return open(web.port());
  }

  /** As above. */
  static RawWebSocket open(int port) throws IOException {
    RawWebSocket client = connect(port);
    client.send(client.upgrade());
    Head head = client.readHead();
    if (head.status() != 101) {
      throw new AssertionError("not upgraded: " + head);
    }
    return client;
  }

  /** Connects, shakes hands, says hello and takes the welcome. */
  static RawWebSocket greeted(WebFixture web) throws IOException {
    return greeted(web.port());
  }

  /** As above. */
  static RawWebSocket greeted(int port) throws IOException {
    RawWebSocket client = open(port);
    client.send(ClientFrames.text("{\"t\":\"hello\",\"id\":1}"));
    client.expectMessage("welcome");
    return client;
  }

  /** Returns the request that everybody makes. */
  Buffer upgrade() {
    return request(
        "GET",
        "HTTP/1.1",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: " + KEY,
        "Sec-WebSocket-Protocol: wpd.v1");
  }

  /** Returns a request with a {@code Host} and these headers. */
  Buffer request(String method, String version, String... headers) {
    return Buffer.buffer(
        method
            + " /api/v1/ws "
            + version
            + "\r\nHost: localhost:"
            + port
            + "\r\n"
            + String.join("\r\n", headers)
            + "\r\n\r\n");
  }

  void send(Buffer bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes());
  }

  Head readHead() throws IOException {
    String status = readLine();
    Map<String, String> headers = new TreeMap<>();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      String[] header = line.split(":", 2);
      headers.merge(header[0].toLowerCase(Locale.ROOT), header[1].trim(), (a, b) -> a + "|" + b);
    }
    return new Head(Integer.parseInt(status.split(" ", 3)[1]), headers);
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  Frame readFrame() throws IOException {
    int firstByte = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    if (length == MEDIUM_FOLLOWS) {
      length = in.readUnsignedShort();
    } else if (length == LONG_FOLLOWS) {
      length = Math.toIntExact(in.readLong());
    }
    byte[] payload = new byte[length];
    in.readFully(payload);
    return new Frame(firstByte, Buffer.buffer(payload));
  }

  /** Takes a message; what comes before it asks for nothing. */
  JsonObject expectMessage(String type) throws IOException {
    JsonObject message = new JsonObject(readText());
    if (!type.equals(message.getString("t"))) {
      throw new AssertionError("expected " + type + " but got " + message);
    }
    AsyncApi.checkSent("/api/v1/ws", message);
    return message;
  }

  /** Takes the messages of the next frame that has some. */
  List<JsonObject> readMessages() throws IOException {
    Object decoded = Json.decodeValue(readText());
    return decoded instanceof JsonArray array
        ? array.stream().map(JsonObject.class::cast).toList()
        : List.of((JsonObject) decoded);
  }

  private String readText() throws IOException {
    Frame frame = readFrame();
    while (frame.firstByte() == ClientFrames.PONG && frame.payload().length() == 0) {
      frame = readFrame();
    }
    if (frame.firstByte() != ClientFrames.TEXT) {
      throw new AssertionError("expected a message but got " + frame);
    }
    return frame.payload().toString(StandardCharsets.UTF_8);
  }

  /** Takes frames until there is a close frame. */
  Frame readClose() throws IOException {
    Frame frame = readFrame();
    while (frame.firstByte() != ClientFrames.CLOSE) {
      frame = readFrame();
    }
    return frame;
  }

  /** Returns once the server has ended the TCP connection, and nothing more came before. */
  void expectEnd() throws IOException {
    int next = in.read();
    if (next != -1) {
      throw new AssertionError("expected the end but got the byte " + next);
    }
  }

  /** Reads to the end of the TCP connection, whatever comes and however it ends. */
  void readToTheEnd() throws IOException {
    try {
      in.readAllBytes();
    } catch (SocketException e) {
      // It was ended hard; a time-out is another exception.
    }
  }

  /** Ends its own half of the TCP connection. */
  void finish() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
