package io.github.vertxwpd.fleet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vertxwpd.fleet.TestFleet;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two machines: a namespace of the network each, so that each has a loopback of its own and the
 * membership needs the pipes. Skipped where this system does not let a test make them.
 */
@Timeout(120)
class NamespacesIT {
  private static final Set<String> ANSWERS =
      Set.of("gw-1 was answered by gw-2", "gw-2 was answered by gw-1");

  /** Runs in the first namespace; the second is made below it. */
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
        exec "$JAVA" -cp "$CLASSES" "$NODE" gw-2 10.77.0.2 gw-1 10.77.0.1 fleet/gw-2' &
      second=$!
      until [ -e made ]; do sleep 0.1; done
      ip link set two netns $second
      "$JAVA" -cp "$CLASSES" "$NODE" gw-1 10.77.0.1 gw-2 10.77.0.2 fleet/gw-1
      """;

  @TempDir private Path directory;

  @Test
  void nodesOnTwoMachinesAreOneFleetThroughThePipes() throws Exception {
    assumeTrue(namespacesCanBeMade(), "no namespaces of the network can be made here");
    TestFleet fleet = TestFleet.in(directory.resolve("fleet"));
    fleet.issue("gw-1");
    fleet.issue("gw-2");
    Process nodes = start();
    try {
      assertThat(answers(nodes)).isEqualTo(ANSWERS);
    } finally {
      nodes.destroyForcibly();
      assertThat(nodes.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** All of it ends with the first process, which is the first one of a process namespace. */
  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("unshare", "-rnp", "-f", "--kill-child", "sh", "-c", SCRIPT)
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder
        .environment()
        .put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.environment().put("CLASSES", System.getProperty("java.class.path"));
    builder.environment().put("NODE", NamespaceNode.class.getName());
    return builder.start();
  }

  /** Reads until both have been answered, or nothing more comes. */
  private static Set<String> answers(Process nodes) throws IOException {
    Set<String> answers = new TreeSet<>();
    BufferedReader output = nodes.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    while (line != null) {
      if (line.contains("was answered")) {
        answers.add(line);
      }
      line = answers.equals(ANSWERS) ? null : output.readLine();
    }
    return answers;
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
