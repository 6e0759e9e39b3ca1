package io.github.vertxwpd.fuzzing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * What longer runs of the fuzzer came upon, in one file: an entry for each input, in a folder that
 * is called as the fuzz test is, so that it stays right when there are other tests.
 */
public final class FuzzCorpus {
  /** Where it is committed. */
  public static final Path FILE = Path.of("src", "test", "resources", "fuzzing", "corpus.zip");

  private static final List<String> NAMES =
      FuzzTarget.all().stream().map(FuzzTarget::name).toList();

  private FuzzCorpus() {}

  /** Takes an input for one of the fuzz tests. */
  interface Taker {
    void take(int target, String name, byte[] input) throws IOException;
  }

  /** Gives every committed input, where its fuzz test is still there, to somebody. */
  static void read(Taker taker) throws IOException {
    if (Files.notExists(FILE)) {
      return;
    }
    try (ZipFile zip = new ZipFile(FILE.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        String[] path = entry.getName().split("/", 2);
        if (NAMES.contains(path[0])) {
          taker.take(NAMES.indexOf(path[0]), path[1], zip.getInputStream(entry).readAllBytes());
        }
      }
    }
  }

  /**
   * Writes a corpus to {@link #FILE}, the same bytes for the same inputs.
   *
   * @param directory has the inputs as the fuzzer has them, each behind the byte that says whose
   * @return how many inputs each fuzz test has, in the order of {@link FuzzTarget#all()}
   */
  public static List<Integer> write(Path directory) throws IOException {
    List<List<byte[]>> inputs = new ArrayList<>();
    NAMES.forEach(name -> inputs.add(new ArrayList<>()));
    try (Stream<Path> files = Files.list(directory)) {
      files
          .map(FuzzCorpus::bytes)
          .filter(input -> input.length > 0)
          .forEach(
              input ->
                  inputs
                      .get(Byte.toUnsignedInt(input[0]) % NAMES.size())
                      .add(Arrays.copyOfRange(input, 1, input.length)));
    }
    Files.createDirectories(FILE.getParent());
    try (OutputStream out = Files.newOutputStream(FILE);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < NAMES.size(); i++) {
        inputs
            .get(i)
            .sort(Comparator.<byte[]>comparingInt(a -> a.length).thenComparing(Arrays::compare));
        for (int n = 0; n < inputs.get(i).size(); n++) {
          put(zip, NAMES.get(i) + "/" + n, inputs.get(i).get(n));
        }
      }
    }
    return IntStream.range(0, NAMES.size()).mapToObj(i -> inputs.get(i).size()).toList();
  }

  private static void put(ZipOutputStream zip, String name, byte[] input) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setLastModifiedTime(FileTime.fromMillis(0));
    zip.putNextEntry(entry);
    zip.write(input);
    zip.closeEntry();
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
