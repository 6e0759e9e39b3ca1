package io.github.vertxwpd.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.WpdException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CommandLineLogTest extends AuditTestBase {
  private CommandLineLog log(Duration patience) {
    return new CommandLineLog(directory, Clock.fixed(NOW, ZoneOffset.UTC), patience);
  }

  private Path file() {
    return directory.resolve("cli-20261122.ndjson");
  }

  @Test
  void aRecordIsInItsOwnChainBesideTheGateways() throws Exception {
    AuditLog gateway = open();
    log(Duration.ZERO).append(entry(1));
    await(gateway.append(entry(2)));
    log(Duration.ZERO).append(entry(3));

    assertThat(file()).content().contains("entry 1").contains("entry 3");
    assertThat(today()).content().contains("entry 2");
    assertThat(verify().holds()).isTrue();
  }

  @Test
  void manyAtOnceWriteOneChain() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> written = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int number = i;
      written.add(threads.submit(() -> log(Duration.ofSeconds(60)).append(entry(number))));
    }
    for (Future<?> one : written) {
      one.get(60, TimeUnit.SECONDS);
    }
    threads.shutdown();

    assertThat(verify().holds()).isTrue();
    assertThat(chain().records()).isEqualTo(40);
  }

  @Test
  void whatAKilledCommandHasTornIsRecovered() throws Exception {
    log(Duration.ZERO).append(entry(1));
    Files.writeString(file(), "{\"seq\"", StandardOpenOption.APPEND);

    log(Duration.ZERO).append(entry(2));

    assertThat(verify().holds()).isTrue();
    assertThat(chain().recovered()).hasSize(1);
  }

  @Test
  void whereAnotherCommandDoesNotEndNothingIsDone() throws Exception {
    try (ChainLock held = ChainLock.take(directory, CommandLineLog.CHAIN).orElseThrow()) {
      assertThat(held.chain()).isEqualTo("cli");
      assertThatThrownBy(() -> log(Duration.ZERO).append(entry(1)))
          .isInstanceOf(WpdException.class)
          .hasMessageContaining("another command")
          .hasMessageContaining("nothing was done");
    }
    log(Duration.ZERO).append(entry(1));
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsNamed() throws Exception {
    Path obstacle = Files.createFile(directory.resolve("obstacle"));
    CommandLineLog blocked = new CommandLineLog(obstacle);

    assertThatThrownBy(() -> blocked.append(entry(1)))
        .isInstanceOf(WpdException.class)
        .hasMessageContaining(obstacle.toString());
  }
}
