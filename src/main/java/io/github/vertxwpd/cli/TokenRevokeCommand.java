package io.github.vertxwpd.cli;

import io.github.vertxwpd.file.UnusableFileException;
import io.github.vertxwpd.model.NearestName;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Timestamps;
import io.github.vertxwpd.security.BearerToken;
import io.github.vertxwpd.security.StoredToken;
import io.github.vertxwpd.security.TokenFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code token revoke}. */
@Command(
    name = "revoke",
    description = {
      "End a token at once: what uses it is refused, and its connections are closed.",
      "It stays in the list, with the time."
    })
final class TokenRevokeCommand implements Callable<Integer> {
  private final Console console;
  private final TokenRecorder recorder;

  @Mixin private ConfigurationSources sources;

  @Parameters(paramLabel = "<id>", description = "The token's id, as `token list` prints it.")
  private String given;

  TokenRevokeCommand(Console console, TokenRecorder recorder) {
    this.console = console;
    this.recorder = recorder;
  }

  @Override
  public Integer call() throws ConfigurationException, CommandFailure {
    Configuration configuration = sources.load(console.environment());
    TokenFile file = ConfiguredTokens.file(configuration);
    try {
      StoredToken token = find(file.read());
      if (token.revokedAt().isPresent()) {
        print("was revoked already", token);
        return ExitCode.OK;
      }
      recorder.record(configuration, TokenRecorder.Change.REVOKED, token);
      print("is revoked", file.revoke(token.id(), Instant.now()));
      return ExitCode.OK;
    } catch (UnusableFileException e) {
      throw ConfiguredTokens.unusable(e);
    }
  }

  /** Whoever has the whole token at hand may give that; it is not shown in an error then. */
  private StoredToken find(List<StoredToken> tokens) throws CommandFailure {
    String id = BearerToken.parse(given).map(BearerToken::id).orElse(given);
    Optional<StoredToken> found = tokens.stream().filter(t -> t.id().equals(id)).findFirst();
    return found.orElseThrow(
        () ->
            new CommandFailure(
                ExitCode.FAILED,
                ProblemCode.NOT_FOUND,
                PlainText.of(
                    NearestName.unknown(
                        "token", id, tokens.stream().map(StoredToken::id).toList()))));
  }

  private void print(String what, StoredToken token) {
    console.result(
        "Token %s (%s) %s, at %s."
            .formatted(
                token.id(),
                PlainText.of(token.name()),
                what,
                token.revokedAt().map(Timestamps::format).orElse("-")),
        token.toJson());
  }
}
