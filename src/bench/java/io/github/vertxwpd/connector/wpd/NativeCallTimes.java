package io.github.vertxwpd.connector.wpd;

import io.github.vertxwpd.connector.NativeCallException;
import java.util.Arrays;
import java.util.List;

/**
 * How long calls take that return at once. The subjects take turns, a slice of the calls each, so
 * that what disturbs some time disturbs all of them; the middle slice counts.
 */
final class NativeCallTimes {
  private static final int SLICES = 20;

  /** Some calls in a row. */
  @FunctionalInterface
  private interface Call {
    void make(NativeCalls subject) throws NativeCallException;
  }

  private final List<NativeCalls> subjects;

  NativeCallTimes(List<NativeCalls> subjects) {
    this.subjects = List.copyOf(subjects);
  }

  void measure(int count) throws NativeCallException {
    measure("AddRef+Release", NativeCalls::addRefAndRelease, count / SLICES);
    measure("GetPnPID", NativeCallTimes::readId, count / SLICES / 4);
  }

  private static void readId(NativeCalls subject) throws NativeCallException {
    if (subject.pnpId().isEmpty()) {
      throw new IllegalStateException("a device without an id");
    }
  }

  private void measure(String row, Call call, int calls) throws NativeCallException {
    double[][] nanos = new double[subjects.size()][SLICES];
    long[] allocated = new long[subjects.size()];
    for (int slice = 0; slice < SLICES; slice++) {
      for (int i = 0; i < subjects.size(); i++) {
        NativeCalls subject = subjects.get(i);
        long before = NativeStock.allocatedBytes();
        long start = System.nanoTime();
        for (int n = 0; n < calls; n++) {
          call.make(subject);
        }
        nanos[i][slice] = (double) (System.nanoTime() - start) / calls;
        allocated[i] += NativeStock.allocatedBytes() - before;
      }
    }
    for (int i = 0; i < subjects.size(); i++) {
      Arrays.sort(nanos[i]);
      NativeFigures figures = new NativeFigures(row, subjects.get(i).name());
      figures.print("ns", nanos[i][SLICES / 2]);
      figures.print("Java bytes", (double) allocated[i] / SLICES / calls);
    }
  }
}
