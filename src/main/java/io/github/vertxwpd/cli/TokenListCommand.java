package io.github.vertxwpd.cli;

import io.github.vertxwpd.file.UnusableFileException;
import io.github.vertxwpd.model.Timestamps;
import io.github.vertxwpd.security.StoredToken;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code token list}. */
@Command(name = "list", description = "List the tokens there are and were, without their secrets.")
final class TokenListCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ConfigurationSources sources;

  TokenListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws ConfigurationException, CommandFailure {
    List<StoredToken> tokens = read(sources.load(console.environment()));
    if (console.json()) {
      JsonArray array = new JsonArray();
      tokens.forEach(token -> array.add(token.toJson()));
      console.printJson(new JsonObject().put("tokens", array));
      return ExitCode.OK;
    }
    Table table = new Table("ID", "NAME", "ROLE", "CREATED", "EXPIRES", "REVOKED");
    tokens.forEach(token -> addTo(table, token));
    console.print(table);
    return ExitCode.OK;
  }

  private static List<StoredToken> read(Configuration configuration) throws CommandFailure {
    try {
      return ConfiguredTokens.file(configuration).read();
    } catch (UnusableFileException e) {
      throw ConfiguredTokens.unusable(e);
    }
  }

  private static void addTo(Table table, StoredToken token) {
    table.add(
        token.id(),
        token.name(),
        token.role().wireName(),
        Timestamps.format(token.createdAt()),
        time(token.expiresAt()),
        time(token.revokedAt()));
  }

  private static String time(Optional<Instant> time) {
    return time.map(Timestamps::format).orElse("-");
  }
}
