package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.platform.win32.Kernel32;
import java.nio.file.Path;

/** The stand-in server's functions for benchmarks, which it exports ({@code bare.c}). */
final class NativeStandIn {
  private static final int FIELDS = 3;

  private final Function hold;
  private final Function renew;
  private final Function taken;

  NativeStandIn() {
    NativeLibrary server = NativeLibrary.getInstance("wpd_stand_in.dll");
    hold = server.getFunction("StandInHold");
    renew = server.getFunction("StandInRenew");
    taken = server.getFunction("StandInTaken");
    server
        .getFunction("StandInWatch")
        .invokeVoid(new Object[] {Kernel32.INSTANCE.GetModuleHandle(jnaLibrary())});
  }

  /** JNA itself says where it has put its own library. */
  private static String jnaLibrary() {
    return Path.of(System.getProperty("jnidispatch.path")).getFileName().toString();
  }

  /**
   * What JNA has allocated since the start of this and not freed, and the process's threads.
   *
   * @param blocks how many allocations
   * @param bytes their sizes, as asked for
   * @param threads all, not those of Java alone
   */
  record Taken(long blocks, long bytes, long threads) {}

  /** Lets no request complete, until it is let. */
  void hold(boolean held) {
    hold.invokeVoid(new Object[] {held ? 1 : 0});
  }

  /** Has a new thread complete requests: on the old one, JNA may have left something. */
  void renewThread() {
    renew.invokeVoid(new Object[0]);
  }

  Taken taken() {
    try (Memory fields = new Memory((long) FIELDS * Long.BYTES)) {
      taken.invokeVoid(new Object[] {fields});
      long[] values = fields.getLongArray(0, FIELDS);
      return new Taken(values[0], values[1], values[2]);
    }
  }
}
