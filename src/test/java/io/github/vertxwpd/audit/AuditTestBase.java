package io.github.vertxwpd.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A directory, and logs that are closed at the end. */
abstract class AuditTestBase {
  static final Instant NOW = Instant.parse("2026-11-22T09:14:00.120Z");

  /** Longer than any test: nothing is tried by itself. */
  static final long NEVER_MS = Duration.ofHours(1).toMillis();

  @TempDir Path directory;

  final FaultyDisk disk = new FaultyDisk();
  private final List<AuditLog> open = new ArrayList<>();

  @AfterEach
  void closeLogs() throws Exception {
    for (AuditLog log : open) {
      await(log.close());
    }
  }

  AuditLog open() throws Exception {
    return open(NOW);
  }

  AuditLog open(Instant now) throws Exception {
    return open(now, NEVER_MS);
  }

  AuditLog open(Instant now, long retryMs) throws Exception {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    AuditLog log = await(AuditLog.open(directory, clock, disk, retryMs));
    open.add(log);
    return log;
  }

  static AuditEntry entry(String name) {
    return AuditEntry.allowed(AuditAction.COMMAND, Caller.BUS, new JsonObject().put("name", name));
  }

  static AuditEntry entry(int number) {
    return entry("entry " + number);
  }

  /** Appends records one after the other, then closes the log. */
  void write(AuditLog log, int first, int last) throws Exception {
    for (int i = first; i <= last; i++) {
      await(log.append(entry(i)));
    }
    await(log.close());
  }

  Path file(String day) {
    return directory.resolve("gateway-" + day + ".ndjson");
  }

  Path today() {
    return file("20261122");
  }

  /** Returns what is recorded, file by file. */
  List<JsonObject> records() throws IOException {
    List<JsonObject> records = new ArrayList<>();
    for (Path file : ChainFiles.of(directory, "gateway")) {
      Files.readAllLines(file).forEach(line -> records.add(new JsonObject(line)));
    }
    return records;
  }

  List<String> names() throws IOException {
    return records().stream()
        .map(json -> json.getString("name", json.getString("action")))
        .toList();
  }

  AuditReport verify() throws IOException {
    return AuditReport.of(directory, Optional.empty());
  }

  ChainReport chain() throws IOException {
    return verify().chains().get(0);
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.await(60, TimeUnit.SECONDS);
  }

  static Problem problemOf(Future<?> refused) {
    WpdException exception =
        Assertions.catchThrowableOfType(WpdException.class, () -> await(refused));
    assertThat(exception).isNotNull();
    return exception.problem();
  }
}
