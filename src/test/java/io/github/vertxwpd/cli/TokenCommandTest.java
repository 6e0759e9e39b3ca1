package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.security.StoredToken;
import io.github.vertxwpd.security.TokenFile;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TokenCommandTest {
  private static final String TOKEN = "wpd_([a-z2-7]{8})_[A-Za-z0-9_-]{43}";

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("tokens.json");
  }

  private CommandRun token(String... args) {
    return CommandRun.with(
        Map.of("WPD_SECURITY_TOKENS", file().toString()),
        Stream.concat(Stream.of("token"), Stream.of(args)).toArray(String[]::new));
  }

  private CommandRun create(String name, String... more) {
    return token(
        Stream.concat(Stream.of("create", "--name", name, "--role", "operator"), Stream.of(more))
            .toArray(String[]::new));
  }

  private String createdId(String name) {
    return create(name, "--json").json().getString("id");
  }

  private List<StoredToken> stored() throws Exception {
    return new TokenFile(file().toString()).read();
  }

  @Test
  void aNewTokenIsAloneOnStandardOutputAndExplainedBeside() throws Exception {
    CommandRun run = create("line 7");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip()).matches(TOKEN);
    String id = run.out().substring(4, 12);
    assertThat(run.err())
        .contains("Token " + id + " (operator, without an end)")
        .contains(file().toString())
        .contains("not shown again")
        .doesNotContain(run.out().strip().substring(13));
    assertThat(stored()).singleElement().extracting(StoredToken::name).isEqualTo("line 7");
    assertThat(Files.readString(file())).doesNotContain(run.out().strip().substring(13));
  }

  @Test
  void inJsonANewTokenIsAnObject() {
    JsonObject json = create("line 7", "--expires", "90d", "--json").json();

    assertThat(json.getString("token")).matches(TOKEN).contains(json.getString("id"));
    assertThat(json.getString("name")).isEqualTo("line 7");
    assertThat(json.getString("role")).isEqualTo("operator");
    assertThat(json.getString("file")).isEqualTo(file().toString());
    assertThat(Duration.between(json.getInstant("createdAt"), json.getInstant("expiresAt")))
        .isEqualTo(Duration.ofDays(90));
    assertThat(json.containsKey("hash")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"30m, PT30M", "12h, PT12H", "1d, PT24H"})
  void aTokenLastsAsLongAsIsSaid(String text, Duration lifetime) throws Exception {
    create("line 7", "--expires", text);

    StoredToken token = stored().get(0);
    assertThat(token.expiresAt()).contains(token.createdAt().plus(lifetime));
  }

  @Test
  void theListHasEverythingButSecrets() throws Exception {
    String first = createdId("line 7");
    create("line 8", "--expires", "90d");
    token("revoke", first);

    CommandRun list = token("list");
    CommandRun json = token("list", "--json");

    StoredToken second = stored().get(1);
    assertThat(list.lines()).hasSize(3);
    assertThat(list.lines().get(0)).matches("ID +NAME +ROLE +CREATED +EXPIRES +REVOKED");
    assertThat(list.lines().get(1)).matches(first + " +line 7 +operator +\\S+Z +- +\\S+Z");
    assertThat(list.lines().get(2)).matches(second.id() + " +line 8 +operator +\\S+Z +\\S+Z +-");
    assertThat(json.json().getJsonArray("tokens")).hasSize(2);
    assertThat(json.json().getJsonArray("tokens").getJsonObject(1)).isEqualTo(second.toJson());
    assertThat(list.out() + json.out()).doesNotContain("sha256").doesNotContain(second.hash());
  }

  @Test
  void aRevokedTokenIsSaidToBeAndOnlyOnce() throws Exception {
    String id = createdId("line 7");

    CommandRun run = token("revoke", id);
    StoredToken revoked = stored().get(0);
    CommandRun again = token("revoke", id, "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Token " + id + " (line 7) is revoked, at ");
    assertThat(again.exitCode()).isZero();
    assertThat(again.json()).isEqualTo(revoked.toJson());
    assertThat(token("revoke", id).out()).contains("was revoked already");
  }

  @Test
  void aTokenCanBeRevokedByItselfToo() throws Exception {
    String text = create("line 7").out().strip();

    assertThat(token("revoke", text).exitCode()).isZero();
    assertThat(stored().get(0).revokedAt()).isPresent();
  }

  @Test
  void anUnknownTokenIsRefusedWithTheNearestOne() {
    String id = createdId("line 7");
    String near = (id.charAt(0) == 'a' ? 'b' : 'a') + id.substring(1);

    CommandRun run = token("revoke", near, "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.json().getString("code")).isEqualTo("not-found");
    assertThat(run.err()).contains("did you mean \"" + id + "\"?");
  }

  @Test
  void aTokenOfAnotherGatewayIsNotShownWhereItIsUnknown() {
    create("line 7");
    String secret = "A".repeat(43);

    CommandRun run = token("revoke", "wpd_aaaaaaaa_" + secret);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("unknown token \"aaaaaaaa\"").doesNotContain(secret);
  }

  @ParameterizedTest
  @ValueSource(strings = {"create --name a --role viewer", "list", "revoke aaaaaaaa"})
  void withoutAFileInTheConfigurationTheKeyIsNamed(String command) {
    CommandRun run =
        CommandRun.of(
            Stream.concat(
                    Stream.of("token"),
                    Stream.concat(
                        Stream.of(command.split(" ")), Stream.of("--set", "security.tokens=")))
                .toArray(String[]::new));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("--set security.tokens=conf/tokens.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "revoke aaaaaaaa"})
  void withoutTheFileItIsSaidWhatMakesIt(String command) {
    CommandRun run = token(command.split(" "));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(file().toString()).contains("vertx-wpd token create");
  }

  @Test
  void aFileThatIsNoneOfTokensIsLeftAsItIs() throws Exception {
    Files.writeString(file(), "my notes");

    CommandRun run = create("line 7");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("security.tokens: ").contains("is no token file");
    assertThat(file()).hasContent("my notes");
  }

  @Test
  void whatATokenNeedsIsAskedFor() {
    assertThat(token("create").err()).contains("--name").contains("--role");
    assertThat(token("create", "--name", "a", "--role", "operater").err())
        .contains("did you mean \"operator\"?");
    assertThat(create("a", "--expires", "soon").err()).contains("90d, 12h, 30m or 60s");
    assertThat(create("a", "--expires", "0d").exitCode()).isEqualTo(2);
    CommandRun unnamed = create(" ");
    assertThat(unnamed.exitCode()).isEqualTo(2);
    assertThat(unnamed.err()).contains("--name: a token's name");
    assertThat(file()).doesNotExist();
  }

  @Test
  void tokenAloneIsNoCommand() {
    CommandRun run = CommandRun.of("token");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("token create, list or revoke");
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "list", "revoke"})
  void eachOfItsCommandsHasHelp(String command) {
    CommandRun run = CommandRun.of("token", command, "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("vertx-wpd token " + command)
        .contains("--json")
        .contains("--config")
        .contains("--set");
  }

  @Test
  void whatIsDoneIsRecordedBeforeAndWhatCannotBeIsNotDone() throws Exception {
    List<String> records = new ArrayList<>();
    TokenRecorder recorder =
        (configuration, change, token) -> {
          records.add(change + " " + token.name() + " " + Files.exists(file()));
          if (token.name().equals("unrecorded")) {
            throw new CommandFailure(
                ExitCode.FAILED, ProblemCode.JOURNAL_UNAVAILABLE, "the disk is full");
          }
        };

    assertThat(recorded(recorder, "create", "--name", "line 7", "--role", "viewer")).isZero();
    String id = stored().get(0).id();
    assertThat(recorded(recorder, "revoke", id)).isZero();
    assertThat(recorded(recorder, "revoke", id)).isZero();
    assertThat(recorded(recorder, "create", "--name", "unrecorded", "--role", "viewer"))
        .isEqualTo(1);

    assertThat(records)
        .containsExactly("CREATED line 7 false", "REVOKED line 7 true", "CREATED unrecorded true");
    assertThat(stored()).hasSize(1);
  }

  private int recorded(TokenRecorder recorder, String... args) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    Console console =
        new Console(
            nowhere, nowhere, Map.of("WPD_SECURITY_TOKENS", file().toString()), Terminal.NONE);
    CommandLine command = TokenCommand.of(console, recorder);
    return command.setExecutionExceptionHandler(new FailureReport(console)).execute(args);
  }
}
