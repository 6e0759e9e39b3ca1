package io.github.vertxwpd.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * What a flight recording says of where the processor's time goes: the samples of Java code, and
 * those of native code but for waiting, by thread, by method with all that it calls, and by method
 * alone.
 */
final class ProfileReading {
  private static final String JAVA = "jdk.ExecutionSample";
  private static final String NATIVE = "jdk.NativeMethodSample";
  private static final Set<String> WAITING =
      Set.of(
          "epollWait",
          "epollWait0",
          "wait",
          "accept0",
          "poll",
          "accept",
          "read0",
          "waitForProcessExit0");
  private static final int MOST = 60;

  private final Map<String, Integer> threads = new HashMap<>();
  private final Map<String, Integer> inclusive = new HashMap<>();
  private final Map<String, Integer> alone = new HashMap<>();
  private int samples;

  private ProfileReading() {}

  /** Reads a recording. */
  static ProfileReading of(Path recording) throws IOException {
    ProfileReading reading = new ProfileReading();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        reading.take(file.readEvent());
      }
    }
    return reading;
  }

  private void take(RecordedEvent event) {
    String name = event.getEventType().getName();
    RecordedStackTrace trace = event.getStackTrace();
    boolean sample = name.equals(JAVA) || name.equals(NATIVE);
    if (!sample || trace == null || trace.getFrames().isEmpty()) {
      return;
    }
    RecordedFrame top = trace.getFrames().get(0);
    if (name.equals(NATIVE) && WAITING.contains(top.getMethod().getName())) {
      return;
    }
    samples++;
    String thread =
        event.getThread("sampledThread") == null
            ? "?"
            : String.valueOf(event.getThread("sampledThread").getJavaName());
    threads.merge(thread.replaceAll("\\d+", "n"), 1, Integer::sum);
    alone.merge(method(top), 1, Integer::sum);
    Set<String> seen = new HashSet<>();
    trace.getFrames().forEach(frame -> seen.add(method(frame)));
    seen.forEach(method -> inclusive.merge(method, 1, Integer::sum));
  }

  private static String method(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName();
    return type.substring(type.lastIndexOf('.', type.lastIndexOf('.') - 1) + 1)
        + "."
        + frame.getMethod().getName();
  }

  /** Prints the shares, the largest first. */
  void print(PrintStream out) {
    out.println(samples + " samples");
    print(out, "threads", threads);
    print(out, "methods with what they call", inclusive);
    print(out, "methods alone", alone);
  }

  private void print(PrintStream out, String title, Map<String, Integer> counts) {
    out.println();
    out.println(title);
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(MOST)
        .forEach(
            entry ->
                out.println(
                    String.format(
                        Locale.ROOT,
                        "%6.1f %%  %s",
                        100.0 * entry.getValue() / samples,
                        entry.getKey())));
  }
}
