package io.github.vertxwpd.fleet;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateways on two machines, a namespace of the network each, whose link is cut and mended
 * again: each goes on and says what it does not see, and afterwards both show the same.
 */
class PartitionIT {
  private static final long LIMIT_SECONDS = 300;

  /** Runs in the first namespace; the second is made below it. The test says when by files. */
  private static final String SCRIPT =
      """
      set -e
      ip link set lo up
      ip link add one type veth peer name two
      ip addr add 10.77.0.1/24 dev one
      ip link set one up
      unshare -n sh -c '
        touch made
        until ip link set two up 2>/dev/null; do sleep 0.1; done
        ip link set lo up
        ip addr add 10.77.0.2/24 dev two
        until "$JAVA" -cp "$CLASSES" "$NODE" gw-2 10.77.0.2 10.77.0.1 2; do sleep 1; done' &
      second=$!
      until [ -e made ]; do sleep 0.1; done
      ip link set two netns $second
      (until "$JAVA" -cp "$CLASSES" "$NODE" gw-1 10.77.0.1 10.77.0.2 1; do sleep 1; done) &
      until [ -e cut ]; do sleep 0.1; done
      ip link set one down
      until [ -e mend ]; do sleep 0.1; done
      ip link set one up
      wait
      """;

  @TempDir private Path directory;

  @Test
  void twoHalvesSayWhatTheyDoNotSeeAndAgreeOnceTheyAreMended() throws Exception {
    assumeTrue(namespacesCanBeMade(), "no namespaces of the network can be made here");
    TestFleet fleet = TestFleet.in(directory.resolve("fleet"));
    fleet.issue("gw-1");
    fleet.issue("gw-2");
    Process nodes = start();
    // A thread that reads from a process is not interrupted: the end of the process ends it.
    CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS)
        .execute(nodes::destroyForcibly);
    try {
      Told told = new Told(nodes.inputReader(StandardCharsets.UTF_8));
      String before = "gw-1=connected gw-2=connected";
      told.await("gw-1 sees gw-2 is up", "gw-2 sees gw-1 is up");
      told.await("gw-1 shows " + before, "gw-2 shows " + before);

      Files.createFile(directory.resolve("cut"));
      told.await("gw-1 sees gw-2 is suspected", "gw-2 sees gw-1 is suspected");
      Files.createFile(directory.resolve("change"));
      told.await(
          "gw-1 shows gw-1=disconnected gw-2=connected",
          "gw-2 shows gw-1=connected gw-2=disconnected");

      Files.createFile(directory.resolve("mend"));
      String after = "gw-1=disconnected gw-2=disconnected";
      told.await("gw-1 sees gw-2 is up", "gw-2 sees gw-1 is up");
      told.await("gw-1 shows " + after, "gw-2 shows " + after);
    } finally {
      nodes.destroyForcibly();
      nodes.waitFor(30, TimeUnit.SECONDS);
    }
  }

  /** What the nodes told last, by what it is about. */
  private static final class Told {
    private final BufferedReader output;
    private final Map<String, String> last = new HashMap<>();
    private final List<String> lines = new ArrayList<>();

    Told(BufferedReader output) {
      this.output = output;
    }

    /** Reads until each of these is what was told last. */
    void await(String... wanted) throws IOException {
      while (!Arrays.stream(wanted).allMatch(last::containsValue)) {
        String line = output.readLine();
        if (line == null) {
          throw new AssertionError("the nodes ended: " + String.join("\n", lines));
        }
        lines.add(line);
        int value = line.contains(" shows ") ? line.indexOf(" shows ") : line.lastIndexOf(' ');
        if (line.startsWith("gw-") && value > 0) {
          last.put(line.substring(0, value), line);
        }
      }
    }
  }

  /** All of it ends with the first process, which is the first one of a process namespace. */
  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("unshare", "-rnp", "-f", "--kill-child", "sh", "-c", SCRIPT)
            .directory(directory.toFile())
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    environment.put("CLASSES", System.getProperty("java.class.path"));
    environment.put("NODE", PartitionNode.class.getName());
    return builder.start();
  }

  private static boolean namespacesCanBeMade() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder("unshare", "-rnp", "-f", "unshare", "-n", "ip", "link")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
