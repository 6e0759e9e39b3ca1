package io.github.vertxwpd.bench;

import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the load client says to a kind of server, as its options; and the path that it says it on.
 */
enum FanoutDialect {
  /** The product's WebSocket. */
  WPD("/api/v1/ws") {
    @Override
    List<String> options(boolean binary) {
      String caps = binary ? "\"binary\"" : "";
      String greeting =
          "[{\"t\":\"hello\",\"id\":1,\"caps\":[" + caps + "]},{\"t\":\"subscribe\",\"id\":2}]";
      return List.of("-A", "3", "-s", "wpd.v1", "-T", greeting, "-p", PONGS);
    }
  },

  /** Vert.x' event-bus bridge, on the WebSocket without SockJS' own frames. */
  BRIDGE("/eventbus/websocket") {
    @Override
    List<String> options(boolean binary) {
      String register = "{\"type\":\"register\",\"address\":\"wpd.events\",\"headers\":{}}";
      return List.of("-T", register, "-p", "4:{\"type\":\"ping\"}");
    }
  },

  /** The product's event-bus bridge, in SockJS' frames: it does not take the WebSocket without. */
  SOCKJS("/eventbus/000/fanout00/websocket") {
    @Override
    List<String> options(boolean binary) {
      String register = quoted("{\"type\":\"register\",\"address\":\"wpd.events\"}");
      String ping = "4:" + quoted("{\"type\":\"ping\"}");
      return List.of("-A", "1", "-m", "-T", register, "-p", ping);
    }

    /** A text within a text. */
    @Override
    String sequence() {
      return super.sequence() + "\\";
    }

    private String quoted(String message) {
      return new JsonArray().add(message).encode();
    }
  },

  /**
   * nats-server's protocol in WebSocket frames, several messages in one. Its greeting is one other
   * message, and its answer to the client's {@code PING}, after the subscription, is the second.
   */
  NATS("/") {
    @Override
    List<String> options(boolean binary) {
      String connect = "CONNECT {\"verbose\":false,\"pedantic\":false}\\r\\n";
      String subscribe = connect + "SUB " + FanoutNats.SUBJECT + " 1\\r\\nPING\\r\\n";
      return List.of("-A", "2", "-m", "-T", subscribe);
    }
  };

  /** Answers each ping of the first two minutes: the client does not read what number it has. */
  private static final String PONGS =
      IntStream.rangeClosed(1, 5)
          .mapToObj(number -> "{\"t\":\"pong\",\"n\":" + number + "}")
          .collect(Collectors.joining(",", "8:[", "]"));

  private final String path;

  FanoutDialect(String path) {
    this.path = path;
  }

  String path() {
    return path;
  }

  /** Returns the member with the sequence number, as it stands between quotation marks. */
  String sequence() {
    return "sequence";
  }

  /**
   * Returns the client's options.
   *
   * @param binary whether to ask for binary frames, where there are any
   */
  abstract List<String> options(boolean binary);
}
