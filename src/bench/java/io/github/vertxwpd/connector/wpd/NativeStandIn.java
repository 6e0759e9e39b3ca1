package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;

/** The stand-in server's functions for benchmarks, which it exports ({@code bare.c}). */
final class NativeStandIn {
  private static final int FIELDS = 3;

  private final Function hold;
  private final Function taken;

  NativeStandIn() {
    NativeLibrary server = NativeLibrary.getInstance("wpd_stand_in.dll");
    hold = server.getFunction("StandInHold");
    taken = server.getFunction("StandInTaken");
  }

  /**
   * What this process has taken from the system.
   *
   * @param blocks allocated in any of its heaps
   * @param bytes the same, with what each block costs beside its size
   * @param threads all, not those of Java alone
   */
  record Taken(long blocks, long bytes, long threads) {}

  /** Lets no request complete, until it is let. */
  void hold(boolean held) {
    hold.invokeVoid(new Object[] {held ? 1 : 0});
  }

  Taken taken() {
    try (Memory fields = new Memory((long) FIELDS * Long.BYTES)) {
      taken.invokeVoid(new Object[] {fields});
      long[] values = fields.getLongArray(0, FIELDS);
      return new Taken(values[0], values[1], values[2]);
    }
  }
}
