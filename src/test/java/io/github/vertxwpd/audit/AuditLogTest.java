package io.github.vertxwpd.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class AuditLogTest extends AuditTestBase {
  @Test
  void recordsAreAChainThatGoesOnAcrossRestarts() throws Exception {
    write(open(), 1, 3);
    write(open(), 4, 5);

    assertThat(names()).containsExactly("entry 1", "entry 2", "entry 3", "entry 4", "entry 5");
    assertThat(verify().holds()).isTrue();
    assertThat(chain().records()).isEqualTo(5);
  }

  @Test
  void eachDayHasAFileAndTheChainGoesOnAcrossThem() throws Exception {
    write(open(NOW), 1, 2);
    write(open(NOW.plus(Duration.ofDays(1))), 3, 4);
    write(open(NOW.plus(Duration.ofDays(40))), 5, 5);

    assertThat(file("20261122")).exists();
    assertThat(file("20261123")).exists();
    assertThat(file("20270101")).exists();
    assertThat(verify().holds()).isTrue();
    assertThat(chain().records()).isEqualTo(5);
    assertThat(chain().files()).isEqualTo(3);
  }

  @Test
  void whereTheClockWasSetBackItGoesOnInTheNewestFile() throws Exception {
    write(open(NOW.plus(Duration.ofDays(1))), 1, 1);
    write(open(NOW), 2, 2);

    assertThat(today()).doesNotExist();
    assertThat(file("20261123")).content().contains("entry 1").contains("entry 2");
    assertThat(verify().holds()).isTrue();
  }

  @Test
  void allThatWaitsIsWrittenAtOnceAndInOrder() throws Exception {
    AuditLog log = open();
    CountDownLatch gate = disk.hold();
    List<Future<Void>> written = new ArrayList<>();
    written.add(log.append(entry(0)));
    while (disk.appends() == 0) {
      Thread.onSpinWait();
    }
    for (int i = 1; i <= 100; i++) {
      written.add(log.append(entry(i)));
    }
    assertThat(written).noneMatch(Future::isComplete);
    gate.countDown();
    await(Future.all(written));

    assertThat(disk.appends()).isEqualTo(2);
    assertThat(records())
        .extracting(json -> json.getLong("seq"))
        .hasSize(101)
        .isSorted()
        .endsWith(101L);
    assertThat(names()).startsWith("entry 0", "entry 1").endsWith("entry 100");
  }

  @Test
  void whatBelongsTogetherIsWrittenTogether() throws Exception {
    AuditLog log = open();
    await(log.append(List.of(entry(1), entry(2), entry(3))));
    await(log.append(List.of()));

    assertThat(disk.appends()).isEqualTo(1);
    assertThat(names()).containsExactly("entry 1", "entry 2", "entry 3");
  }

  @Test
  void futuresCompleteOnTheContextOfTheirCaller() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      AuditLog log = open();
      Context context = vertx.getOrCreateContext();
      Promise<Context> completedOn = Promise.promise();
      context.runOnContext(
          there ->
              log.append(entry(1)).onSuccess(done -> completedOn.complete(Vertx.currentContext())));

      assertThat(await(completedOn.future())).isSameAs(context);
    } finally {
      await(vertx.close());
    }
  }

  @Test
  void aDirectoryIsForOneGatewayAtATime() throws Exception {
    AuditLog log = open();
    Future<AuditLog> second =
        AuditLog.open(directory, Clock.fixed(NOW, ZoneOffset.UTC), disk, NEVER_MS);

    assertThat(problemOf(second).code()).isEqualTo(ProblemCode.JOURNAL_UNAVAILABLE);
    assertThat(problemOf(second).detail()).contains("another gateway");
    assertThat(problemOf(second).hint().orElseThrow())
        .contains("audit.dir")
        .contains("data.dir")
        .contains("audit.enabled");
    await(log.close());
    write(open(), 1, 1);
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws Exception {
    Path obstacle = Files.createFile(directory.resolve("obstacle"));
    Future<AuditLog> opened = AuditLog.open(obstacle.resolve("audit"));

    assertThat(problemOf(opened).detail()).contains(obstacle + " is no directory");
    assertThat(problemOf(opened).hint().orElseThrow()).contains("audit.enabled");
  }

  @Test
  void aClosedLogWritesWhatWaitedAndTakesNothingMore() throws Exception {
    AuditLog log = open();
    Future<Void> waiting = log.append(entry(1));
    await(log.close());

    assertThat(waiting.succeeded()).isTrue();
    assertThat(problemOf(log.append(entry(2))).detail()).contains("it is closed");
    assertThat(names()).containsExactly("entry 1");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void nobodyButTheOwnerCanReadWhatIsRecorded() throws Exception {
    Path inner = directory.resolve("inner").resolve("audit");
    AuditLog log = await(AuditLog.open(inner));
    await(log.append(entry(1)));
    await(log.close());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inner)))
        .isEqualTo("rwx------");
    try (var files = Files.list(inner)) {
      assertThat(files.toList())
          .hasSize(2)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void theNewestEventThatTheRecordsNameIsKnownWhenItIsOpened() throws Exception {
    AuditLog log = open();
    assertThat(log.recordedEvent()).isEmpty();
    await(log.append(about("e1:7")));
    await(log.append(about("e1:9")));
    await(log.append(entry("\"event\":\"e1:11\"")));
    await(log.close());

    assertThat(open().recordedEvent()).contains("e1:9");
  }

  @Test
  void theNewestEventIsFoundHoweverMuchIsRecordedAfterIt() throws Exception {
    AuditLog log = open();
    await(log.append(about("e1:7")));
    AuditEntry large = entry("x".repeat(Bounded.MAX_TEXT));
    List<Future<Void>> written = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      written.add(log.append(large));
    }
    await(Future.all(written));
    await(log.close());
    write(open(NOW.plus(Duration.ofDays(1))), 1, 1);

    assertThat(Files.size(today())).isGreaterThan(3 << 20);
    assertThat(open(NOW.plus(Duration.ofDays(1))).recordedEvent()).contains("e1:7");
  }

  private static AuditEntry about(String event) {
    return AuditEntry.happened(
        AuditAction.OPERATION_ENDED, Caller.GATEWAY, new JsonObject().put(AuditEntry.EVENT, event));
  }

  @Test
  void anEmptyFileIsWrittenTo() throws Exception {
    Files.createFile(today());
    write(open(), 1, 1);
    Files.write(file("20261123"), new byte[0], StandardOpenOption.CREATE_NEW);
    write(open(), 2, 2);

    assertThat(file("20261123")).content().contains("entry 2");
    assertThat(verify().holds()).isTrue();
  }
}
