package io.github.vertxwpd.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.vertxwpd.audit.AuditChain.Stamped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whoever does not make the hashes anew cannot change anything without its being found: not in a
 * record, not in their number or order, not in what a crash has torn. The end is held by a hash
 * that was kept elsewhere. The seed is fixed, so that a build does not depend on luck.
 */
class TamperingPropertiesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T23:58:00Z");
  private static final int FILES = 3;
  private static final int LINES = 5;

  private static Path directory;
  private static List<byte[]> untouched;
  private static String lastHash;

  /** A way to change files that are there in full. */
  @FunctionalInterface
  interface Tampering {
    /** Changes files in place. */
    void with(List<byte[]> files);
  }

  /** Three days with five lines each, the second with one that a crash has torn. */
  @BeforeContainer
  static void writeChain() throws IOException {
    directory = Files.createTempDirectory("tampering");
    for (int day = 0; day < FILES; day++) {
      Instant now = NOW.plus(Duration.ofDays(day));
      try (ChainLock lock = ChainLock.take(directory, "gateway").orElseThrow()) {
        AuditChain chain = AuditChain.open(lock, AuditDisk.FILES, now, Caller.GATEWAY);
        for (int i = day == 2 ? 1 : 0; i < (day == 1 ? LINES - 1 : LINES); i++) {
          chain.append(List.of(new Stamped(now, AuditTestBase.entry(i))));
        }
        lastHash = chain.last().hash();
        if (day == 1) {
          Files.writeString(chain.file(), "{\"seq\":10,\"ti", StandardOpenOption.APPEND);
        }
      }
    }
    untouched = new ArrayList<>();
    for (Path file : files()) {
      untouched.add(Files.readAllBytes(file));
    }
    assertThat(verify(untouched).holds()).isTrue();
  }

  @AfterContainer
  static void deleteChain() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      all.sorted(Comparator.reverseOrder()).forEach(TamperingPropertiesTest::delete);
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files() throws IOException {
    return ChainFiles.of(directory, "gateway");
  }

  private static AuditReport verify(List<byte[]> contents) throws IOException {
    for (int i = 0; i < FILES; i++) {
      Files.write(files().get(i), contents.get(i));
    }
    return AuditReport.of(directory, Optional.of(lastHash));
  }

  @Property(seed = "20261122", tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void whateverIsChangedIsFound(@ForAll("tamperings") List<Tampering> tamperings)
      throws IOException {
    List<byte[]> changed = new ArrayList<>(untouched);
    tamperings.forEach(tampering -> tampering.with(changed));
    assumeThat(Arrays.deepEquals(changed.toArray(), untouched.toArray())).isFalse();

    AuditReport report = verify(changed);

    assertThat(report.holds() && report.chains().get(0).unfinishedBytes() == 0).isFalse();
  }

  @Provide
  Arbitrary<List<Tampering>> tamperings() {
    return Arbitraries.oneOf(bytes(), lines(), wholeFiles()).list().ofMinSize(1).ofMaxSize(3);
  }

  /** A bit is flipped, bytes are taken away, put in, or overwritten with zeros. */
  private static Arbitrary<Tampering> bytes() {
    return Combinators.combine(
            file(),
            Arbitraries.integers().between(0, 9_999),
            Arbitraries.integers().between(1, 40),
            Arbitraries.integers().between(0, 3))
        .as(
            (file, place, count, how) ->
                files -> {
                  byte[] bytes = files.get(file);
                  int at = (int) ((long) place * bytes.length / 10_000);
                  if (bytes.length > 0) {
                    files.set(file, tamper(bytes, at, Math.min(count, bytes.length - at), how));
                  }
                });
  }

  private static byte[] tamper(byte[] bytes, int at, int count, int how) {
    byte[] changed = bytes.clone();
    switch (how) {
      case 0 -> changed[at] ^= (byte) (1 << (count % 8));
      case 1 -> Arrays.fill(changed, at, at + count, (byte) 0);
      case 2 -> {
        changed = Arrays.copyOf(bytes, bytes.length - count);
        System.arraycopy(bytes, at + count, changed, at, bytes.length - at - count);
      }
      default -> {
        changed = Arrays.copyOf(bytes, bytes.length + count);
        System.arraycopy(bytes, at, changed, at + count, bytes.length - at);
      }
    }
    return changed;
  }

  /** A line is taken away, doubled, or changes its place with another. */
  private static Arbitrary<Tampering> lines() {
    return Combinators.combine(file(), line(), line(), Arbitraries.integers().between(0, 2))
        .as(
            (file, one, other, how) ->
                files -> {
                  List<String> lines = new ArrayList<>(text(files.get(file)).lines().toList());
                  if (one < lines.size() && other < lines.size()) {
                    switch (how) {
                      case 0 -> lines.remove((int) one);
                      case 1 -> lines.add(other, lines.get(one));
                      default -> Collections.swap(lines, one, other);
                    }
                    String joined = String.join("\n", lines) + "\n";
                    files.set(file, joined.getBytes(StandardCharsets.ISO_8859_1));
                  }
                });
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Files are emptied, doubled, or change their names. */
  private static Arbitrary<Tampering> wholeFiles() {
    return Combinators.combine(file(), file(), Arbitraries.integers().between(0, 2))
        .as(
            (one, other, how) ->
                files -> {
                  switch (how) {
                    case 0 -> files.set(one, new byte[0]);
                    case 1 -> files.set(one, files.get(other));
                    default -> Collections.swap(files, one, other);
                  }
                });
  }

  private static Arbitrary<Integer> file() {
    return Arbitraries.integers().between(0, FILES - 1);
  }

  private static Arbitrary<Integer> line() {
    return Arbitraries.integers().between(0, LINES);
  }
}
