package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.ProviderUnavailableException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The Java program of {@code NativeBenchmark}, to be run on Windows or Wine beside the C program.
 *
 * <p>It reads commands, {@code <command> <count> <subject>} a line, and answers each with lines
 * {@code <row>\t<figure>\t<value>} and a last line {@code done}. It ends with its input.
 */
public final class NativeProgram {
  private static final int RELEASE = 2;
  private static final int NEXT = 3;

  private final NativeCallTimes calls;
  private final NativeRequestTimes requests;
  private final List<NativeRequests> subjects;

  private NativeProgram(Apartment apartment, Connector connector) throws NativeCallException {
    Pointer first = firstConnector(apartment);
    NativeProduct product = new NativeProduct(apartment, first);
    NativeCached cached = new NativeCached(first);
    NativePlatform platform = new NativePlatform(first);
    calls = new NativeCallTimes(List.of(product, cached, platform));
    requests = new NativeRequestTimes(new NativeStandIn());
    subjects =
        List.of(product, cached, platform, new NativeSubmissions(connector, product.pnpId()));
  }

  /**
   * Runs it.
   *
   * @param args none
   * @throws IOException where the input cannot be read
   * @throws ProviderUnavailableException where COM or the stand-in server is not there
   * @throws NativeCallException where a call fails
   * @throws InterruptedException where it is not to go on
   */
  public static void main(String[] args)
      throws IOException, ProviderUnavailableException, NativeCallException, InterruptedException {
    try (FileInputStream input = new FileInputStream(FileDescriptor.in);
        Connector connector = new WindowsProvider().open(() -> {});
        Apartment apartment = Apartment.enter(new WindowsRuntime())) {
      NativeProgram program = new NativeProgram(apartment, connector);
      for (String line = line(input); !line.isEmpty(); line = line(input)) {
        String[] words = line.split(" ", 3);
        program.carryOut(words[0], Integer.parseInt(words[1]), words[2]);
        System.out.println("done");
      }
    }
  }

  /** A reader asks how much there is, which Wine's pipes do not answer. */
  private static String line(InputStream input) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = input.read(); c >= 0 && c != '\n'; c = input.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  private void carryOut(String command, int count, String subject)
      throws NativeCallException, InterruptedException {
    switch (command) {
      case "calls" -> calls.measure(count);
      case "requests" -> requests.oneAfterTheOther(subject(subject), count);
      case "hold" -> requests.hold(subject(subject), count);
      case "complete" -> requests.complete(subject(subject), count);
      default -> throw new IllegalArgumentException(command);
    }
  }

  private NativeRequests subject(String name) {
    return subjects.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  /** By hand: the product's classes do not give their pointers away. */
  private static Pointer firstConnector(Apartment apartment) throws NativeCallException {
    Pointer enumerator =
        apartment.create(
            WpdGuids.CLSID_ENUM_BTH_MTP_CONNECTORS, WpdGuids.IID_IENUM_PORTABLE_DEVICE_CONNECTORS);
    PointerByReference connector = new PointerByReference();
    NativeCached.method(enumerator, NEXT)
        .invokeInt(new Object[] {enumerator, 1, connector, new IntByReference()});
    NativeCached.method(enumerator, RELEASE).invokeInt(new Object[] {enumerator});
    return connector.getValue();
  }
}
