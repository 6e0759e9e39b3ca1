package io.github.vertxwpd.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The load client: any program that takes these options and prints one line of JSON.
 *
 * <p>{@code -n} sockets, {@code -d} seconds of publishing at most, {@code -M} messages at most,
 * {@code -r} messages a second or {@code -w} messages outstanding and {@code -b} of them a request,
 * {@code -o} seconds of holding the sockets open with nothing published, {@code -q} the JSON member
 * with the sequence number, which must grow by one on every socket, {@code -A} other messages
 * before a socket is ready, {@code -s} the subprotocol, {@code -T} the text frame after the
 * handshake, in which {@code \r} and {@code \n} stand for the end of a line, {@code -m} for several
 * messages in one frame, {@code -p} seconds and a text frame that is sent again and again, {@code
 * -G} the request that publishes {@code {n}} events, {@code -C} where to, {@code -R} the server's
 * process; then host, port and path. It takes a latency from the moment that a message was due.
 *
 * <p>Read are the members {@code open}, {@code expected}, {@code missing}, {@code gaps}, {@code
 * dups}, {@code msgs_s}, {@code cpu_s_per_M}, {@code p50_us}, {@code p99_us}, {@code rss0_kb} and
 * {@code rss_ready_kb}.
 */
final class FanoutLoad {
  private static final String PUBLISH = "POST /publish?n={n} HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n";

  private final String program;

  /**
   * Prepares to use a client.
   *
   * @param program its path
   */
  FanoutLoad(String program) {
    this.program = program;
  }

  /**
   * Publishes through a server and receives it on all sockets.
   *
   * @param binary whether the sockets take binary frames
   * @param how how much is published how fast: the client's options
   * @return what the client found
   * @throws IllegalStateException where a message was missing, came twice or out of order
   */
  JsonObject run(FanoutProcess server, int sockets, boolean binary, List<String> how)
      throws IOException, InterruptedException {
    JsonObject found = start(server.dialect(), server.ready(), sockets, binary, how).result();
    for (String fault : List.of("missing", "gaps", "dups")) {
      if (found.getLong(fault) != 0) {
        throw new IllegalStateException(server.name() + ": " + fault + " in " + found.encode());
      }
    }
    return found;
  }

  /**
   * Starts the client.
   *
   * @param server where to; its second port is not used where nothing is published
   */
  Running start(
      FanoutDialect dialect, FanoutReady server, int sockets, boolean binary, List<String> how)
      throws IOException {
    List<String> command = new ArrayList<>(FanoutProcess.pinnedTo(1));
    command.addAll(List.of(program, "-n", String.valueOf(sockets)));
    command.addAll(how);
    command.addAll(dialect.options(binary));
    command.addAll(List.of("-q", dialect.sequence(), "-G", PUBLISH));
    command.addAll(List.of("-C", "127.0.0.1:" + server.publish()));
    command.addAll(List.of("-R", String.valueOf(server.pid())));
    command.addAll(List.of("127.0.0.1", String.valueOf(server.web()), dialect.path()));
    return new Running(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start(),
        sockets);
  }

  /**
   * A client that runs.
   *
   * @param process the client's process
   * @param sockets how many it was to open
   */
  record Running(Process process, int sockets) {
    /** Waits for its end; returns what it found. */
    JsonObject result() throws IOException, InterruptedException {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      JsonObject found = new JsonObject(output);
      if (found.getInteger("open") != sockets) {
        throw new IllegalStateException(
            "only "
                + found.getInteger("open")
                + " of "
                + sockets
                + " sockets stayed open (each takes a file handle: ulimit -n): "
                + output);
      }
      return found;
    }
  }
}
