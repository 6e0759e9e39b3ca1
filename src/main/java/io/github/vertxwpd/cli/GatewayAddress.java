package io.github.vertxwpd.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which gateway a command talks to, and by what right. */
final class GatewayAddress {
  /** The variable that stands in for {@code --url}. */
  static final String URL = "WPD_URL";

  /** The variable that stands in for {@code --token}. */
  static final String TOKEN = "WPD_TOKEN";

  /** The variable that stands in for {@code --cacert}. */
  static final String CACERT = "WPD_CACERT";

  /** The gateway that is asked when none is named. */
  static final String DEFAULT_URL = "http://127.0.0.1:8080";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "<url>",
      description = "The gateway to talk to; default: WPD_URL, else " + DEFAULT_URL + ".")
  private String url;

  @Option(
      names = "--token",
      paramLabel = "<token>",
      description =
          "The token to authenticate with; default: WPD_TOKEN, which other users of the machine"
              + " cannot see in the list of processes.")
  private String token;

  @Option(
      names = "--cacert",
      paramLabel = "<file>",
      description =
          "A PEM file with the certificates that alone are trusted: for a gateway whose certificate"
              + " is of a private authority; default: WPD_CACERT, else what Java trusts.")
  private String cacert;

  /** Makes the client of the gateway that the options and the environment name. */
  GatewayApi api(Map<String, String> environment) {
    return new GatewayApi(base(environment), token(environment), trusted(environment));
  }

  private URI base(Map<String, String> environment) {
    String source = url != null ? "--url" : URL;
    String text = url != null ? url : nonEmpty(environment, URL).orElse(DEFAULT_URL);
    URI base = parse(text);
    boolean http = "http".equalsIgnoreCase(base.getScheme());
    if (!(http || "https".equalsIgnoreCase(base.getScheme()))
        || base.getHost() == null
        || base.getRawQuery() != null
        || base.getRawFragment() != null) {
      throw new ParameterException(
          spec.commandLine(),
          source + " takes an address such as " + DEFAULT_URL + ", not \"" + text + "\"");
    }
    return base;
  }

  private static URI parse(String text) {
    try {
      return new URI(text.replaceFirst("/+$", ""));
    } catch (URISyntaxException e) {
      return URI.create("");
    }
  }

  private Optional<String> token(Map<String, String> environment) {
    Optional<String> text =
        token != null ? Optional.of(token.strip()) : nonEmpty(environment, TOKEN);
    if (text.isPresent() && !text.get().matches("[\\x21-\\x7E]+")) {
      throw new ParameterException(
          spec.commandLine(),
          (token != null ? "--token" : TOKEN) + " takes a token of printable ASCII characters");
    }
    return text;
  }

  private Optional<SSLContext> trusted(Map<String, String> environment) {
    Optional<String> file = cacert != null ? Optional.of(cacert) : nonEmpty(environment, CACERT);
    try {
      return file.map(Path::of).map(TrustedCertificates::read);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), (cacert != null ? "--cacert" : CACERT) + ": " + e.getMessage(), e);
    }
  }

  private static Optional<String> nonEmpty(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }
}
