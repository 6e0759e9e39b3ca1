package io.github.vertxwpd.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What verification finds in three days with four records each. */
class AuditReportTest extends AuditTestBase {
  @BeforeEach
  void writeThreeDays() throws Exception {
    for (int day = 0; day < 3; day++) {
      write(open(NOW.plus(Duration.ofDays(day))), 4 * day + 1, 4 * day + 4);
    }
  }

  @Test
  void aChainThatHoldsIsDescribed() throws Exception {
    ChainReport chain = chain();

    assertThat(verify().holds()).isTrue();
    assertThat(chain.records()).isEqualTo(12);
    assertThat(chain.files()).isEqualTo(3);
    assertThat(chain.first()).contains(NOW);
    assertThat(chain.last()).contains(NOW.plus(Duration.ofDays(2)));
    assertThat(chain.hash()).isEqualTo(records().get(11).getString("hash"));
    assertThat(chain.recovered()).isEmpty();
    assertThat(chain.toJson().containsKey("broken")).isFalse();
  }

  @Test
  void aChangedRecordIsNamed() throws Exception {
    Files.writeString(
        file("20261123"), Files.readString(file("20261123")).replace("entry 6", "entry 9"));

    assertBroken("20261123", 2, "was changed");
  }

  @Test
  void aRecordThatWasMadeAnewWithAHashThatFitsIsFoundByTheOneBehindIt() throws Exception {
    List<String> lines = lines("20261123");
    AuditRecord before = AuditRecord.read(lines.get(0).getBytes(UTF_8));
    AuditRecord forged = AuditRecord.after(before.place(), NOW, entry("forged"));
    lines.set(1, new String(forged.line(), UTF_8));
    Files.write(file("20261123"), lines);

    assertBroken("20261123", 3, "does not follow the record before");
  }

  @Test
  void aMissingRecordIsNamed() throws Exception {
    List<String> lines = lines("20261123");
    lines.remove(1);
    Files.write(file("20261123"), lines);

    assertBroken("20261123", 2, "record 6 is missing before it");
  }

  @Test
  void aMissingFileIsNamedByItsRecords() throws Exception {
    Files.delete(file("20261123"));

    assertBroken("20261124", 1, "records 5 to 8 are missing before it");
  }

  @Test
  void aMissingBeginningIsNamed() throws Exception {
    Files.delete(file("20261122"));

    assertBroken("20261123", 1, "records 1 to 4 are missing before it");
  }

  @Test
  void recordsInAnotherOrderAreNamed() throws Exception {
    List<String> lines = lines("20261123");
    Collections.swap(lines, 1, 2);
    Files.write(file("20261123"), lines);

    assertBroken("20261123", 2, "record 6 is missing before it");
  }

  @Test
  void aRecordThatComesTwiceIsNamed() throws Exception {
    List<String> lines = lines("20261123");
    lines.add(1, lines.get(0));
    Files.write(file("20261123"), lines);

    assertBroken("20261123", 2, "comes again or too late");
  }

  @Test
  void aLineTornInTheMiddleIsNamed() throws Exception {
    String text = Files.readString(file("20261123"));
    Files.writeString(file("20261123"), text.substring(0, text.length() - 20));

    assertBroken("20261123", 4, "is torn");
  }

  @Test
  void anEmptyLineIsNamed() throws Exception {
    Files.writeString(file("20261124"), "\n", StandardOpenOption.APPEND);

    assertBroken("20261124", 5, "no whole record");
  }

  @Test
  void aLastLineThatIsBeingWrittenIsNoError() throws Exception {
    Files.writeString(file("20261124"), "{\"seq\":13,\"ti", StandardOpenOption.APPEND);

    assertThat(verify().holds()).isTrue();
    assertThat(chain().records()).isEqualTo(12);
    assertThat(chain().unfinishedBytes()).isEqualTo(13);
  }

  @Test
  void aCutOffEndIsFoundWhereAHashIsExpected() throws Exception {
    String last = chain().hash();
    assertThat(AuditReport.of(directory, Optional.of(last)).holds()).isTrue();
    assertThat(AuditReport.of(directory, Optional.of(bare(last))).holds()).isTrue();
    List<String> lines = lines("20261124");
    Files.write(file("20261124"), lines.subList(0, 3));

    assertThat(verify().holds()).isTrue();
    AuditReport report = AuditReport.of(directory, Optional.of(last));
    assertThat(report.expectedFound()).isFalse();
    assertThat(report.holds()).isFalse();
  }

  @Test
  void theHashOfAnyRecordMayBeExpected() throws Exception {
    String old = records().get(3).getString("hash");

    assertThat(AuditReport.of(directory, Optional.of(old)).holds()).isTrue();
  }

  private static String bare(String hash) {
    return hash.substring("sha256:".length()).toUpperCase(Locale.ROOT);
  }

  @Test
  void eachChainOfTheDirectoryIsRead() throws Exception {
    new CommandLineLog(directory).append(entry("a token"));
    assertThat(verify().chains()).extracting(ChainReport::chain).containsExactly("cli", "gateway");
    assertThat(verify().holds()).isTrue();
    try (var files = Files.list(directory)) {
      Path cli = files.filter(file -> file.toString().contains("cli-2")).findFirst().orElseThrow();
      Files.writeString(cli, Files.readString(cli).replace("a token", "no token"));
    }

    assertThat(verify().chains().get(0).broken()).isPresent();
    assertThat(verify().chains().get(1).broken()).isEmpty();
    assertThat(verify().holds()).isFalse();
  }

  @Test
  void itIsReadWhileItIsWritten() throws Exception {
    AuditLog log = open(NOW.plus(Duration.ofDays(3)));
    List<AuditReport> reports = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      var unused = log.append(List.of(entry(i), entry(i)));
      reports.add(verify());
    }

    assertThat(reports).allMatch(AuditReport::holds);
  }

  @Test
  void nothingIsNoChainThatHolds() throws Exception {
    Path empty = Files.createDirectory(directory.resolve("empty"));

    assertThat(AuditReport.of(empty, Optional.empty()).holds()).isFalse();
  }

  private List<String> lines(String day) throws Exception {
    return new ArrayList<>(Files.readAllLines(file(day)));
  }

  private void assertBroken(String day, long line, String detail) throws Exception {
    assertThat(verify().holds()).isFalse();
    assertThat(chain().broken())
        .hasValueSatisfying(
            where -> {
              assertThat(where.file()).isEqualTo("gateway-" + day + ".ndjson");
              assertThat(where.line()).isEqualTo(line);
              assertThat(where.detail()).contains(detail);
            });
  }
}
