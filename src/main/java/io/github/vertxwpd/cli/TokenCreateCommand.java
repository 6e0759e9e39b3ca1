package io.github.vertxwpd.cli;

import io.github.vertxwpd.file.UnusableFileException;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Role;
import io.github.vertxwpd.model.Timestamps;
import io.github.vertxwpd.security.BearerToken;
import io.github.vertxwpd.security.StoredToken;
import io.github.vertxwpd.security.TokenFile;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code token create}. */
@Command(
    name = "create",
    description = {
      "Make a token, and print it: alone on standard output, once.",
      "What is kept of it is a hash; a token that is lost is revoked and made anew. Run this as the"
          + " user that runs the gateway."
    })
final class TokenCreateCommand implements Callable<Integer> {
  private final Console console;
  private final TokenRecorder recorder;

  @Mixin private ConfigurationSources sources;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "<name>",
      description = "What to call it: whoever or whatever uses it. It is shown and recorded.")
  private String name;

  @Option(
      names = "--role",
      required = true,
      paramLabel = "<role>",
      converter = RoleConverter.class,
      completionCandidates = RoleConverter.class,
      description =
          "What it allows: viewer (see everything), operator (command devices too) or admin.")
  private Role role;

  @Option(
      names = "--expires",
      paramLabel = "<time>",
      converter = LifetimeConverter.class,
      description = "When it ends, from now: such as 90d, 12h, 30m or 60s; default: never.")
  private Duration lifetime;

  TokenCreateCommand(Console console, TokenRecorder recorder) {
    this.console = console;
    this.recorder = recorder;
  }

  @Override
  public Integer call() throws ConfigurationException, CommandFailure {
    Configuration configuration = sources.load(console.environment());
    TokenFile file = ConfiguredTokens.file(configuration);
    BearerToken token = BearerToken.create();
    StoredToken stored = stored(token);
    recorder.record(configuration, TokenRecorder.Change.CREATED, stored);
    try {
      file.add(stored);
    } catch (UnusableFileException e) {
      throw ConfiguredTokens.unusable(e);
    }
    print(token, stored, ConfiguredTokens.name(configuration));
    return ExitCode.OK;
  }

  private StoredToken stored(BearerToken token) throws CommandFailure {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    try {
      return StoredToken.of(token, name, role, now, Optional.ofNullable(lifetime).map(now::plus));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.USAGE, ProblemCode.VALIDATION_FAILED, "--name: " + e.getMessage());
    }
  }

  private void print(BearerToken token, StoredToken stored, String file) {
    if (console.json()) {
      console.printJson(stored.toJson().put("token", token.text()).put("file", file));
      return;
    }
    console.print(token.text());
    console.note(
        "Token %s (%s, %s) is in %s; it is not shown again."
            .formatted(
                stored.id(),
                stored.role().wireName(),
                stored
                    .expiresAt()
                    .map(end -> "until " + Timestamps.format(end))
                    .orElse("without an end"),
                PlainText.of(file)));
  }
}
