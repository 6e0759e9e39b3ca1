package io.github.vertxwpd.doctor;

import io.github.vertxwpd.HttpOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/**
 * Whether a gateway can listen.
 *
 * @param options where
 */
record PortCheck(HttpOptions options) implements Check {
  private static final String NAME = "ports";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() {
    return List.of(finding());
  }

  private Finding finding() {
    if (!options.isEnabled()) {
      return Finding.skip(NAME, "http.enabled is false: nothing listens");
    }
    InetAddress address;
    try {
      address = InetAddress.getByName(options.getHost());
    } catch (UnknownHostException e) {
      return noSuchHost();
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address, options.getPort()));
    } catch (IOException e) {
      return taken(address, String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT));
    }
    return Finding.ok(
        NAME,
        options.getPort() == 0
            ? "http.port is 0: a free port is taken at the start"
            : port() + " is free");
  }

  private String port() {
    return "http.port " + options.getPort();
  }

  /** The words are those of the operating system; the classes say less. */
  private Finding taken(InetAddress address, String why) {
    if (why.contains("permission denied")) {
      return Finding.error(
          NAME,
          "this user may not listen on " + port(),
          "set http.port to one from 1024 on, or let the system allow it to this user");
    }
    if (why.contains("assign") || why.contains("not valid in its context")) {
      return noSuchHost();
    }
    boolean tls = !options.getTls().getCertificate().isEmpty();
    return GatewayInquiry.ask(address, options.getPort(), tls)
        .map(this::taken)
        .orElseGet(
            () ->
                Finding.error(
                    NAME,
                    "%s of %s is taken by another program".formatted(port(), options.getHost()),
                    "end that program, or set http.port to another one, or to 0 for a free one"));
  }

  private Finding taken(GatewayInquiry.Running gateway) {
    String message =
        "%s is taken by a gateway that runs and is %s"
            .formatted(port(), gateway.ready() ? "ready" : "not ready");
    Finding finding =
        gateway.ready() && gateway.degraded().isEmpty()
            ? Finding.ok(NAME, message)
            : Finding.warn(
                NAME,
                message + "; degraded: " + String.join(", ", gateway.degraded()),
                "look at its log, and at what `vertx-wpd gateways` says");
    return finding.with("degraded", gateway.degraded());
  }

  private Finding noSuchHost() {
    return Finding.error(
        NAME,
        "http.host \"" + options.getHost() + "\" is no address of this machine",
        "set http.host to one, such as " + HttpOptions.DEFAULT_HOST);
  }
}
