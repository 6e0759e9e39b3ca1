package io.github.vertxwpd.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a journal tells those who measure it. */
class JournalListenerTest extends JournalTestBase {
  private static final class Measures implements JournalListener {
    private final List<Long> nanos = new ArrayList<>();
    private final List<Long> sizes = new ArrayList<>();
    private final List<Long> free = new ArrayList<>();

    @Override
    public synchronized void committed(long took) {
      nanos.add(took);
    }

    @Override
    public synchronized void measured(long bytes, long freeBytes) {
      sizes.add(bytes);
      free.add(freeBytes);
    }

    synchronized List<Long> committed() {
      return List.copyOf(nanos);
    }
  }

  private final Measures measures = new Measures();
  private final AtomicLong now = new AtomicLong();

  @Test
  void eachTransactionIsToldWithTheTimeThatItTook() throws Exception {
    SqliteJournal journal = open(options().withListener(measures));

    await(journal.write(List.of(Entries.event(1))));
    await(journal.write(List.of(Entries.event(2))));

    assertThat(measures.committed()).hasSize(2).allMatch(took -> took > 0);
  }

  @Test
  void theSizeIsThatOfTheDatabaseAndItsLogAndIsLookedAtOnceASecond() throws Exception {
    Path database = Files.write(directory.resolve("gateway.db"), new byte[1_000]);
    JournalSize size = new JournalSize(database, measures, now::get);
    size.look();
    Files.write(directory.resolve("gateway.db-wal"), new byte[234]);
    size.look();
    now.addAndGet(TimeUnit.SECONDS.toNanos(1));
    size.look();

    assertThat(measures.sizes).containsExactly(1_000L, 1_234L);
    assertThat(measures.free).allMatch(bytes -> bytes > 0);
  }

  @Test
  void whatCannotBeLookedAtIsLeftAsItWas() {
    new JournalSize(directory.resolve("gone.db"), measures, now::get).look();

    assertThat(measures.sizes).isEmpty();
  }
}
