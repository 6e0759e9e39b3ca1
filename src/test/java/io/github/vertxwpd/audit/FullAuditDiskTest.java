package io.github.vertxwpd.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be written fails, leaves nothing behind, and is written again when it can be. */
class FullAuditDiskTest extends AuditTestBase {
  private static final long AT_ONCE = 0;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 300})
  void aWriteThatFitsInPartFailsAsAWholeAndLeavesNothingBehind(int room) throws Exception {
    AuditLog log = open(NOW, NEVER_MS);
    await(log.append(entry(1)));
    disk.fill(room);

    Problem problem = problemOf(log.append(List.of(entry(2), entry(3))));

    assertThat(problem.code()).isEqualTo(ProblemCode.JOURNAL_UNAVAILABLE);
    assertThat(problem.detail())
        .contains(directory.toString())
        .contains("No space left on device")
        .contains("nothing was done")
        .contains("still shown");
    assertThat(problem.hint().orElseThrow()).contains("no restart");
    assertThat(log.trouble()).contains("No space left on device");
    assertThat(names()).containsExactly("entry 1");
    assertThat(verify().holds()).isTrue();
  }

  @Test
  void itIsWrittenAgainWithoutARestartAndTheOutageIsRecorded() throws Exception {
    AuditLog log = open(NOW, AT_ONCE);
    await(log.append(entry(1)));
    disk.fill(100);
    for (int i = 0; i < 3; i++) {
      assertThat(problemOf(log.append(entry(2))).code()).isEqualTo(ProblemCode.JOURNAL_UNAVAILABLE);
    }

    disk.makeRoom();
    await(log.append(entry(3)));

    assertThat(log.trouble()).isEmpty();
    assertThat(names()).containsExactly("entry 1", "audit.resumed", "entry 3");
    JsonObject resumed = records().get(1);
    assertThat(resumed.getLong("refused")).isEqualTo(3);
    assertThat(resumed.getString("why")).isEqualTo("No space left on device");
    assertThat(resumed.getString("since")).isEqualTo("2026-11-22T09:14:00.120Z");
    assertThat(verify().holds()).isTrue();
  }

  @Test
  void whatCannotBeTakenAwayAtOnceIsTakenAwayBeforeTheNextWrite() throws Exception {
    AuditLog log = open(NOW, AT_ONCE);
    await(log.append(entry(1)));
    disk.fill(100);
    disk.refuseToCut();
    assertThat(problemOf(log.append(entry(2)))).isNotNull();
    assertThat(chain().unfinishedBytes()).isEqualTo(100);

    disk.makeRoom();
    await(log.append(entry(3)));

    assertThat(names()).containsExactly("entry 1", "audit.resumed", "entry 3");
    assertThat(verify().holds()).isTrue();
    assertThat(chain().unfinishedBytes()).isZero();
  }

  @Test
  void whoDiesBeforeItIsTakenAwayLeavesATornLine() throws Exception {
    AuditLog log = open(NOW, NEVER_MS);
    await(log.append(entry(1)));
    disk.fill(100);
    disk.refuseToCut();
    assertThat(problemOf(log.append(entry(2)))).isNotNull();
    await(log.close());

    disk.makeRoom();
    write(open(), 3, 3);

    assertThat(verify().holds()).isTrue();
    assertThat(chain().recovered()).hasSize(1);
  }

  @Test
  void aDiskThatFailedIsLeftAloneForAWhile() throws Exception {
    AuditLog log = open(NOW, NEVER_MS);
    disk.fill(0);
    assertThat(problemOf(log.append(entry(1)))).isNotNull();
    int tried = disk.appends();
    disk.makeRoom();

    for (int i = 0; i < 10; i++) {
      assertThat(problemOf(log.append(entry(2))).detail()).contains("No space left on device");
    }

    assertThat(disk.appends()).isEqualTo(tried);
  }

  @Test
  @Timeout(60)
  void theTroubleEndsByItselfWhileNobodyWrites() throws Exception {
    AuditLog log = open(NOW, 1);
    disk.fill(0);
    assertThat(problemOf(log.append(entry(1)))).isNotNull();
    assertThat(log.trouble()).isPresent();

    disk.makeRoom();
    while (log.trouble().isPresent()) {
      Thread.onSpinWait();
    }

    assertThat(names()).containsExactly("audit.resumed");
  }

  @Test
  void everyoneWhoWaitsIsToldWhenTheWriteFails() throws Exception {
    AuditLog log = open(NOW, NEVER_MS);
    CountDownLatch gate = disk.hold();
    Future<Void> first = log.append(entry(1));
    while (disk.appends() == 0) {
      Thread.onSpinWait();
    }
    List<Future<Void>> others = List.of(log.append(entry(2)), log.append(entry(3)));
    disk.fill(0);
    gate.countDown();

    assertThat(problemOf(first)).isNotNull();
    assertThat(others).allSatisfy(other -> assertThat(problemOf(other)).isNotNull());
    assertThat(Files.size(today())).isZero();
  }

  @Test
  void aDirectoryThatIsGoneIsMissedAndItsReturnNoticed() throws Exception {
    Path moved = directory.resolveSibling(directory.getFileName() + "-moved");
    AuditLog log = open(NOW, AT_ONCE);
    await(log.append(entry(1)));
    Files.move(directory, moved);
    assertThat(problemOf(log.append(entry(2))).detail()).contains("is gone");
    Files.createDirectory(directory);
    assertThat(problemOf(log.append(entry(3))).detail()).contains("is gone");

    Files.delete(directory);
    Files.move(moved, directory);
    await(log.append(entry(4)));

    assertThat(names()).containsExactly("entry 1", "audit.resumed", "entry 4");
    assertThat(verify().holds()).isTrue();
  }

  @Test
  void aNewDayDoesNotBeginWhereTheDayBeforeIsGone() throws Exception {
    write(open(), 1, 1);
    AuditLog log = open(NOW.plus(Duration.ofDays(1)), AT_ONCE);
    Path away = directory.resolve("away");
    Files.move(today(), away);

    assertThat(problemOf(log.append(entry(2))).detail()).contains("is gone");
    assertThat(file("20261123")).doesNotExist();

    Files.move(away, today());
    await(log.append(entry(3)));
    assertThat(verify().holds()).isTrue();
  }

  @Test
  void whatSomethingElseWroteIsNotWrittenOver() throws Exception {
    AuditLog log = open(NOW, AT_ONCE);
    await(log.append(entry(1)));
    Files.writeString(today(), "not mine\n", StandardOpenOption.APPEND);

    Problem problem = problemOf(log.append(entry(2)));

    assertThat(problem.detail()).contains("something else changed it").contains("audit verify");
    assertThat(Files.readAllLines(today())).hasSize(2).endsWith("not mine");
    assertThat(problemOf(log.append(entry(3))).detail()).contains("something else changed it");
  }
}
