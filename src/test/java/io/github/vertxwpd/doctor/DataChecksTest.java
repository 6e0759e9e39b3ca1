package io.github.vertxwpd.doctor;

import static io.github.vertxwpd.doctor.Findings.assertError;
import static io.github.vertxwpd.doctor.Findings.assertOk;
import static io.github.vertxwpd.doctor.Findings.assertSkipped;
import static io.github.vertxwpd.doctor.Findings.assertWarning;
import static io.github.vertxwpd.doctor.Findings.only;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.vertxwpd.AuditOptions;
import io.github.vertxwpd.DataOptions;
import io.github.vertxwpd.SecurityOptions;
import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.AuditEntry;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.audit.CommandLineLog;
import io.github.vertxwpd.model.Role;
import io.github.vertxwpd.security.BearerToken;
import io.github.vertxwpd.security.StoredToken;
import io.github.vertxwpd.security.TokenFile;
import io.github.vertxwpd.stream.Journal;
import io.github.vertxwpd.stream.JournalEntry;
import io.github.vertxwpd.stream.JournalListener;
import io.github.vertxwpd.stream.JournalOptions;
import io.github.vertxwpd.stream.SqliteJournal;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway keeps: tokens, records, the journal, and the disk below them. */
class DataChecksTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:14:00Z");

  @TempDir private Path directory;

  private Finding tokens(String file) throws Exception {
    return only(
        new TokensCheck(new SecurityOptions().setTokens(file), Clock.fixed(NOW, ZoneOffset.UTC)));
  }

  private String tokenFile(Optional<Instant> end) throws Exception {
    String file = directory.resolve("tokens.json").toString();
    new TokenFile(file)
        .add(
            StoredToken.of(BearerToken.create(), "line 7", Role.VIEWER, NOW.minusSeconds(60), end));
    return file;
  }

  @Test
  void aTokenThatLetsSomebodyInIsGood() throws Exception {
    assertOk(tokens(tokenFile(Optional.empty())), "1 of 1 tokens");
    assertSkipped(tokens(""), "security.tokens");
  }

  @Test
  void tokensThatHaveAllEndedAreAWarning() throws Exception {
    assertWarning(tokens(tokenFile(Optional.of(NOW))), "token create");
  }

  @Test
  void aTokenFileThatCannotBeUsedIsAnError() throws Exception {
    assertError(tokens(directory.resolve("nowhere.json").toString()), "token create");
    Path nonsense = Files.writeString(directory.resolve("nonsense.json"), "{");
    assertThat(tokens(nonsense.toString()).message()).contains("security.tokens", "nonsense.json");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has access control lists instead")
  void aTokenFileThatOthersCanReadIsAWarning() throws Exception {
    String file = tokenFile(Optional.empty());
    Files.setPosixFilePermissions(Path.of(file), PosixFilePermissions.fromString("rw-rw-r--"));

    assertWarning(tokens(file), "chmod 600");
  }

  private AuditCheck audit(AuditOptions options) {
    return new AuditCheck(options, new DataOptions().setDir(directory.toString()));
  }

  @Test
  void recordsThatHoldAreGoodAndSoAreNone() throws Exception {
    assertOk(only(audit(new AuditOptions())), "no records yet");
    record();
    assertOk(only(audit(new AuditOptions())), "1 record in", "found whole");
    assertThat(directory.resolve("audit")).isDirectory();
  }

  private void record() {
    new CommandLineLog(directory.resolve("audit"))
        .append(AuditEntry.allowed(AuditAction.TOKEN_CREATED, Caller.GATEWAY, new JsonObject()));
  }

  @Test
  void recordsThatWereChangedAreAnError() throws Exception {
    record();
    try (var files = Files.list(directory.resolve("audit"))) {
      Path file = files.filter(f -> f.toString().endsWith(".ndjson")).findAny().orElseThrow();
      Files.writeString(file, Files.readString(file).replace("gateway", "somebody"));
    }

    assertError(only(audit(new AuditOptions())), "audit verify");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsAnErrorAndNoRecordsAtAllAreAWarning() throws Exception {
    Path file = Files.createFile(directory.resolve("a file"));

    assertError(
        only(audit(new AuditOptions().setDir(file.resolve("audit").toString()))), "audit.dir");
    assertWarning(only(audit(new AuditOptions().setEnabled(false))), "audit.enabled");
  }

  private static Finding disk(long bytes) throws Exception {
    try (FileSystem files =
        Jimfs.newFileSystem(Configuration.unix().toBuilder().setMaxSize(bytes).build())) {
      return only(new DiskCheck(files.getPath("/work/data")));
    }
  }

  @Test
  void theFreeSpaceIsGoodWhereItLasts() throws Exception {
    assertOk(disk(5L << 30), "5 GiB are free", "/work/data");
    assertWarning(disk(500L << 20), "data.dir");
    assertError(disk(50L << 20), "data.dir");
  }

  @Test
  void aDataDirectoryThatCannotBeMadeIsAnError() throws Exception {
    Path file = Files.createFile(directory.resolve("a file"));

    assertError(only(new DiskCheck(file.resolve("data"))), "data.dir");
    assertSkipped(only(new SyncCheck(file.resolve("data"), System::nanoTime)));
  }

  @Test
  void whatALookAtTheDiskWritesIsGoneAgainAndNothingIsMade() throws Exception {
    Path data = directory.resolve("data");

    only(new DiskCheck(data));
    only(new SyncCheck(data, System::nanoTime));
    only(new JournalCheck(data));

    assertThat(directory).isEmptyDirectory();
  }

  /** Looks at a disk whose every sync takes a time. */
  private Finding sync(Duration each) throws Exception {
    AtomicLong nanoTime = new AtomicLong();
    return only(new SyncCheck(directory, () -> nanoTime.addAndGet(each.toNanos())));
  }

  @Test
  void aDiskIsFastEnoughUpToFiftyMilliseconds() throws Exception {
    Finding fast = sync(Duration.ofMillis(50));
    assertOk(fast, "median 50.0 ms", "99th percentile 50.0 ms");
    assertThat(fast.details().getDouble("medianMs")).isEqualTo(50);

    assertWarning(sync(Duration.ofMillis(51)), "data.dir");
  }

  @Test
  void theJournalIsDescribedWhileAGatewayUsesItAndAfterwards() throws Exception {
    assertOk(only(new JournalCheck(directory)), "there is none");
    Vertx vertx = Vertx.vertx();
    Journal journal = SqliteJournal.open(vertx, journalOptions()).await(60, TimeUnit.SECONDS);
    try {
      journal.write(List.of(event())).await(60, TimeUnit.SECONDS);

      assertOk(
          only(new JournalCheck(directory)), "in use by a running gateway", "1 event,", "whole");
    } finally {
      journal.close().await(60, TimeUnit.SECONDS);
      vertx.close().await(60, TimeUnit.SECONDS);
    }
    Finding closed = only(new JournalCheck(directory));
    assertOk(closed, "not in use", "1 event,", "whole", "the newest of 2026-11-22T09:14:00.000Z");
    assertThat(closed.details().getString("epoch")).isEqualTo(journal.contents().epoch());

    clockAgainstTheNewestEvent();
  }

  private JournalOptions journalOptions() {
    return new JournalOptions(
        directory,
        Duration.ofHours(24),
        100,
        100,
        Clock.fixed(NOW, ZoneOffset.UTC),
        JournalListener.NONE);
  }

  private static JournalEntry.Event event() {
    return new JournalEntry.Event(1, NOW, "wpd.device.changed.v1", Optional.empty(), "{}");
  }

  private void clockAgainstTheNewestEvent() throws Exception {
    Clock before = Clock.fixed(NOW.minusSeconds(1), ZoneOffset.UTC);
    Clock after = Clock.fixed(NOW.plusSeconds(1), ZoneOffset.UTC);
    SystemCommand none = command -> Optional.empty();

    Finding wrong = new ClockCheck(before, Optional.of(directory), none, "Plan 9").run().get(0);
    assertError(wrong, "set the clock");
    assertThat(wrong.message()).contains("the journal has an event of 2026-11-22T09:14:00.000Z");
    assertOk(new ClockCheck(after, Optional.of(directory), none, "Plan 9").run().get(0));
  }

  @Test
  void aJournalThatIsDamagedIsAnErrorAndLeftAsItIs() throws Exception {
    Path file = Files.writeString(directory.resolve("gateway.db"), "no database ".repeat(200));

    assertError(only(new JournalCheck(directory)), "restore data.dir");
    assertThat(file).hasContent("no database ".repeat(200));
    assertThat(directory.toFile().list()).containsExactly("gateway.db");
  }
}
