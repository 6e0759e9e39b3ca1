package io.github.vertxwpd.cli;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.fleet.engine.ClusterStartException;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.stream.JournalUnavailableException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in one line why a gateway cannot start, and which key to set. */
final class StartFailure {
  private static final Logger LOG = LoggerFactory.getLogger(StartFailure.class);

  private StartFailure() {}

  static CommandFailure of(Throwable cause, WpdOptions options) {
    if (cause instanceof WpdException refused) {
      return CommandFailure.refused(refused.problem().toJson());
    }
    if (cause instanceof IllegalArgumentException) {
      return new CommandFailure(ExitCode.USAGE, ProblemCode.VALIDATION_FAILED, cause.getMessage());
    }
    if (cause instanceof ClusterStartException) {
      return failed(cause.getMessage());
    }
    if (cause instanceof JournalUnavailableException) {
      return new CommandFailure(
          ExitCode.FAILED, ProblemCode.JOURNAL_UNAVAILABLE, cause.getMessage());
    }
    if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
      return noSuchHost(options.getHttp());
    }
    if (cause instanceof IOException io) {
      return ofSocket(io, options.getHttp());
    }
    LOG.error("The gateway cannot start", cause);
    return failed("the gateway cannot start: " + cause);
  }

  /** The classes differ between transports; the words are those of the operating system. */
  private static CommandFailure ofSocket(IOException cause, HttpOptions http) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("in use")) {
      return failed(
          "port %d of %s is in use; set http.port to another one, or to 0 for a free one"
              .formatted(http.getPort(), http.getHost()));
    }
    if (message.contains("permission denied")) {
      return failed(
          "the system does not let this user listen on port %d; set http.port to one from 1024 on"
              .formatted(http.getPort()));
    }
    if (message.contains("assign") || message.contains("not valid in its context")) {
      return noSuchHost(http);
    }
    String where = cause instanceof SocketException ? "; check http.host and http.port" : "";
    return failed("the gateway cannot start: " + cause.getMessage() + where);
  }

  private static CommandFailure noSuchHost(HttpOptions http) {
    return failed(
        "\"%s\" is no address of this machine; set http.host to one, such as %s"
            .formatted(http.getHost(), HttpOptions.DEFAULT_HOST));
  }

  private static CommandFailure failed(String message) {
    return new CommandFailure(ExitCode.FAILED, ProblemCode.INTERNAL_ERROR, message);
  }
}
