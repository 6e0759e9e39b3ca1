package io.github.vertxwpd.fuzzing;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/** What the fuzzer calls: an input's first byte says whom the rest is for. */
public final class FuzzEntry {
  /** Before a target's name and how often it ran, on a line of standard output. */
  static final String RAN = "ran ";

  private static final List<FuzzTarget> TARGETS = FuzzTarget.all();
  private static final AtomicLongArray RUNS = new AtomicLongArray(TARGETS.size());

  private FuzzEntry() {}

  /** Called by the fuzzer for each input. */
  public static void fuzzerTestOneInput(byte[] data) throws Throwable {
    if (data.length > 0) {
      int index = Byte.toUnsignedInt(data[0]) % TARGETS.size();
      RUNS.incrementAndGet(index);
      TARGETS.get(index).run(Arrays.copyOfRange(data, 1, data.length));
    }
  }

  /** Called by the fuzzer at its end. */
  public static void fuzzerTearDown() {
    for (int i = 0; i < TARGETS.size(); i++) {
      System.out.println(RAN + TARGETS.get(i).name() + " " + RUNS.get(i));
    }
  }
}
