package io.github.vertxwpd.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class JournalDirectoryTest extends JournalTestBase {
  @Test
  void aDirectoryIsForOneJournalAtATime() throws Exception {
    SqliteJournal first = open();

    assertThatThrownBy(this::open)
        .isInstanceOf(JournalUnavailableException.class)
        .hasMessageContaining(directory.toRealPath().toString())
        .hasMessageContaining("data.dir");
    reopen(first);
  }

  @Test
  @Timeout(60)
  void aDirectoryThatAnotherProcessUsesIsRefused() throws Exception {
    try (JournalProcess other = JournalProcess.start(directory, 1)) {
      assertThat(other.next()).isEqualTo("1");

      assertThatThrownBy(this::open)
          .isInstanceOf(JournalUnavailableException.class)
          .hasMessageContaining(directory.toRealPath().toString())
          .hasMessageContaining("data.dir");
    }
    assertThat(open().contents().head()).isPositive();
  }

  @Test
  @Timeout(60)
  void aSecondOpeningHereDoesNotLetAnotherProcessIn() throws Exception {
    open();
    assertThatThrownBy(this::open).isInstanceOf(JournalUnavailableException.class);

    try (JournalProcess other = JournalProcess.start(directory, 1)) {
      assertThat(other.next()).startsWith("refused: another gateway uses the data directory");
    }
  }

  @Test
  void aDirectoryIsFreeAgainWhenItsJournalCouldNotBeOpened() throws Exception {
    JournalSchema newer = JournalSchema.current().with(List.of());
    await(open(options(), newer, NEVER_MS).close());

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(this::open).hasMessageContaining("schema version 2");
    }
  }
}
