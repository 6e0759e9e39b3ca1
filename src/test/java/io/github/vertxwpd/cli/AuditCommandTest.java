package io.github.vertxwpd.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.audit.AuditAction;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The records of commands on this machine, and their verification. */
class AuditCommandTest {
  @TempDir private Path data;
  private CommandRecords records;

  @BeforeEach
  void record() throws Exception {
    records = new CommandRecords(options(new JsonObject()));
    records.record(AuditAction.TOKEN_CREATED, new JsonObject().put("token", "tok_1"));
    records.record(AuditAction.TOKEN_REVOKED, new JsonObject().put("token", "tok_1"));
  }

  private WpdOptions options(JsonObject audit) {
    return new WpdOptions(
        new JsonObject()
            .put("data", new JsonObject().put("dir", data.toString()))
            .put("audit", audit));
  }

  private Path file() throws Exception {
    try (var files = Files.list(data.resolve("audit"))) {
      return files.filter(file -> file.toString().endsWith(".ndjson")).findAny().orElseThrow();
    }
  }

  private CommandRun verify(String... more) {
    String[] args = {"audit", "verify", "--set", "data.dir=" + data};
    return CommandRun.of(Stream.of(args, more).flatMap(Stream::of).toArray(String[]::new));
  }

  @Test
  void aCommandIsRecordedWithTheUserOfTheOperatingSystem() throws Exception {
    List<JsonObject> lines = Files.readAllLines(file()).stream().map(JsonObject::new).toList();

    assertThat(file().getFileName().toString()).startsWith("cli-");
    assertThat(lines)
        .extracting(line -> line.getString("action"))
        .containsExactly("token.created", "token.revoked");
    assertThat(lines.get(0).getJsonObject("actor"))
        .isEqualTo(
            new JsonObject().put("subject", System.getProperty("user.name")).put("via", "cli"));
    assertThat(lines.get(0).getString("token")).isEqualTo("tok_1");
  }

  @Test
  void whereTheAuditIsDisabledACommandIsNotRecorded() throws Exception {
    new CommandRecords(options(new JsonObject().put("enabled", false)))
        .record(AuditAction.TOKEN_CREATED, new JsonObject());

    assertThat(Files.readAllLines(file())).hasSize(2);
  }

  @Test
  void whereItCannotBeRecordedTheCommandFails() throws Exception {
    CommandRecords blocked =
        new CommandRecords(options(new JsonObject().put("dir", file().toString())));

    CommandFailure failure =
        catchThrowableOfType(
            CommandFailure.class,
            () -> blocked.record(AuditAction.TOKEN_CREATED, new JsonObject()));

    assertThat(failure.exitCode()).isEqualTo(1);
    assertThat(failure)
        .hasMessageContaining("nothing was done")
        .hasMessageContaining("audit.enabled");
  }

  @Test
  void aLogThatHoldsIsDescribed() {
    CommandRun run = verify();

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines()).hasSize(2);
    assertThat(run.lines().get(0)).startsWith("cli: 2 records in 1 file, from 20");
    assertThat(run.lines().get(1)).startsWith("  last hash sha256:");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void theDirectoryCanBeNamed() {
    assertThat(
            CommandRun.of("audit", "verify", "--dir", data.resolve("audit").toString()).exitCode())
        .isZero();
  }

  @Test
  void inJsonItIsOneObject() {
    JsonObject report = verify("--json").json();

    assertThat(report.getBoolean("holds")).isTrue();
    JsonObject chain = report.getJsonArray("chains").getJsonObject(0);
    assertThat(chain.getString("chain")).isEqualTo("cli");
    assertThat(chain.getLong("records")).isEqualTo(2);
    assertThat(chain.getString("hash")).startsWith("sha256:");
  }

  @Test
  void aBreakIsNamedWithFileAndLineAndExitCode1() throws Exception {
    Files.writeString(file(), Files.readString(file()).replace("revoked", "rewoked"));

    CommandRun run = verify();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.lines().get(0)).startsWith("cli: 1 record before the break, in 1 file");
    assertThat(run.err().strip())
        .isEqualTo(
            "error: "
                + file().getFileName()
                + ":2: was changed: its hash is not that of what it says");

    CommandRun json = verify("--json");
    assertThat(json.exitCode()).isEqualTo(1);
    JsonObject broken = json.json().getJsonArray("chains").getJsonObject(0).getJsonObject("broken");
    assertThat(broken.getLong("line")).isEqualTo(2);
    assertThat(broken.getString("file")).isEqualTo(file().getFileName().toString());
  }

  @Test
  void whatACrashHasTornIsTold() throws Exception {
    Files.writeString(file(), "{\"seq\":3", StandardOpenOption.APPEND);
    assertThat(verify().out()).contains("unfinished: the last line");
    assertThat(verify().exitCode()).isZero();

    records.record(AuditAction.TOKEN_CREATED, new JsonObject());

    assertThat(verify().out()).contains("recovered at " + file().getFileName() + ":4");
    assertThat(verify().exitCode()).isZero();
  }

  @Test
  void aHashThatIsNotThereMeansThatTheEndWasCutOff() throws Exception {
    String last = new JsonObject(Files.readAllLines(file()).get(1)).getString("hash");
    assertThat(verify("--expect", last).exitCode()).isZero();
    Files.write(file(), (Files.readAllLines(file()).get(0) + "\n").getBytes(UTF_8));

    assertThat(verify().exitCode()).isZero();
    CommandRun run = verify("--expect", last);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(last).contains("cut off");
  }

  @Test
  void aDirectoryWithoutRecordsIsNoLogThatHolds() {
    Path nowhere = data.resolve("nowhere");
    CommandRun run = CommandRun.of("audit", "verify", "--dir", nowhere.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(nowhere.toString()).contains("--dir");
  }

  @Test
  void auditAloneIsNoCommand() {
    CommandRun run = CommandRun.of("audit");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("audit verify");
  }
}
