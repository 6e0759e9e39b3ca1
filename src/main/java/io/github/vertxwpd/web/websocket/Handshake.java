package io.github.vertxwpd.web.websocket;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The opening handshake (RFC 6455, section 4.2).
 *
 * @param accept what proves that the request was understood
 * @param subprotocol the subprotocol that both know; empty where there is none
 */
public record Handshake(String accept, Optional<String> subprotocol) {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final String VERSION = "13";
  private static final int KEY_BYTES = 16;

  /** In Base64, which the padding is a part of (RFC 4648, section 4). */
  private static final int KEY_LENGTH = 24;

  private static final String KEY_HEADER = "Sec-WebSocket-Key";
  private static final String VERSION_HEADER = "Sec-WebSocket-Version";
  private static final String PROTOCOL_HEADER = "Sec-WebSocket-Protocol";

  /**
   * Reads a request.
   *
   * @param request the request
   * @param subprotocols those that the server speaks, the best first
   * @return the handshake; empty where the request does not ask for a WebSocket of version 13
   */
  public static Optional<Handshake> of(HttpServerRequest request, List<String> subprotocols) {
    MultiMap headers = request.headers();
    Optional<String> key = only(headers, KEY_HEADER).filter(Handshake::isKey);
    boolean asked =
        request.method().equals(HttpMethod.GET)
            && request.version() == HttpVersion.HTTP_1_1
            && tokens(headers, HttpHeaders.CONNECTION.toString())
                .anyMatch("upgrade"::equalsIgnoreCase)
            && tokens(headers, HttpHeaders.UPGRADE.toString())
                .anyMatch("websocket"::equalsIgnoreCase)
            && only(headers, VERSION_HEADER).filter(VERSION::equals).isPresent()
            && key.isPresent()
            && !hasBody(headers);
    if (!asked) {
      return Optional.empty();
    }
    List<String> offered = tokens(headers, PROTOCOL_HEADER).toList();
    return Optional.of(
        new Handshake(
            accept(key.get()), subprotocols.stream().filter(offered::contains).findFirst()));
  }

  /**
   * Answers the request.
   *
   * @param request the request that this was read from
   * @return the socket, for the thread that the request came on
   */
  public Future<NetSocket> complete(HttpServerRequest request) {
    EarlyBytes.warnWhereLost();
    request
        .response()
        .headers()
        .set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE)
        .set(HttpHeaders.UPGRADE, "websocket")
        .set("Sec-WebSocket-Accept", accept);
    subprotocol.ifPresent(name -> request.response().putHeader(PROTOCOL_HEADER, name));
    return request.toNetSocket();
  }

  /** Says which version is spoken, for the answer to a request that is no handshake. */
  public static void addVersion(HttpServerRequest request) {
    request.response().putHeader(VERSION_HEADER, VERSION);
  }

  private static Stream<String> tokens(MultiMap headers, String name) {
    return headers.getAll(name).stream()
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .map(String::trim);
  }

  /** What followed a body would be taken for frames, and the body too. */
  private static boolean hasBody(MultiMap headers) {
    return headers.contains(HttpHeaders.TRANSFER_ENCODING)
        || headers.getAll(HttpHeaders.CONTENT_LENGTH).stream().anyMatch(l -> !l.equals("0"));
  }

  /** Returns the value of a header that must not be repeated; empty where it is. */
  private static Optional<String> only(MultiMap headers, String name) {
    List<String> values = headers.getAll(name);
    return values.size() == 1 ? Optional.of(values.get(0).trim()) : Optional.empty();
  }

  private static boolean isKey(String key) {
    try {
      return key.length() == KEY_LENGTH && Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String accept(String key) {
    byte[] proof = (key + GUID).getBytes(StandardCharsets.US_ASCII);
    return Base64.getEncoder().encodeToString(sha1().digest(proof));
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
