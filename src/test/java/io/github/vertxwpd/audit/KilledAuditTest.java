package io.github.vertxwpd.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed, or write at the same time. */
class KilledAuditTest {
  private static final int KILLS = 5;

  @TempDir private Path temporary;
  private Path directory;

  @BeforeEach
  void makeDirectory() {
    directory = temporary.resolve("audit");
  }

  @Test
  @Timeout(120)
  void everyRecordThatWasAcknowledgedIsThereAfterAKillAndTheChainHolds() throws Exception {
    Random random = new Random(7_781);
    List<String> acknowledged = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      try (AuditProcess process = AuditProcess.gateway(directory, 50)) {
        acknowledged.addAll(process.killAfter(1 + random.nextInt(500)));
      }
      assertThat(AuditReport.of(directory, Optional.empty()).holds()).isTrue();
    }
    AuditTestBase.await(AuditTestBase.await(AuditLog.open(directory)).close());

    assertThat(AuditReport.of(directory, Optional.empty()).holds()).isTrue();
    assertThat(numbers("gateway")).containsAll(acknowledged);
  }

  @Test
  @Timeout(120)
  void commandsThatWriteAtTheSameTimeWriteOneChain() throws Exception {
    List<AuditProcess> processes = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        processes.add(AuditProcess.commands(directory, 20));
      }
      for (AuditProcess process : processes) {
        assertThat(process.awaitEnd()).hasSize(20);
      }
    } finally {
      processes.forEach(AuditProcess::close);
    }

    assertThat(AuditReport.of(directory, Optional.empty()).holds()).isTrue();
    assertThat(numbers("cli")).hasSize(60);
  }

  private List<String> numbers(String chain) throws Exception {
    List<String> numbers = new ArrayList<>();
    for (Path file : ChainFiles.of(directory, chain)) {
      for (String line : Files.readAllLines(file)) {
        if (line.contains("\"number\"")) {
          numbers.add(Integer.toString(new JsonObject(line).getInteger("number")));
        }
      }
    }
    return numbers;
  }
}
