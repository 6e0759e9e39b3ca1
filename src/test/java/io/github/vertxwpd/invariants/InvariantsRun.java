package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.EventSeen;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Forks the real gateway, breaks it, and checks from the recorded history that it kept what the
 * contract promises.
 *
 * <p>{@link InvariantsIT} runs it for about a minute in each build. The longer profile is the same
 * test with more of the properties that {@link RunSettings} names, for about half an hour:
 *
 * <pre>{@code
 * ./mvnw verify -Dtest=InvariantsTest -Dit.test=InvariantsIT -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dinvariants.kills=200 -Dinvariants.operations=50000 -Dinvariants.seconds=7200 \
 *     -Dinvariants.troubleMs=3000 -Dinvariants.devices=24 -Dinvariants.outstanding=8 \
 *     -Dinvariants.result=src/bench/results/invariants.json
 * }</pre>
 *
 * <p>Its last result, with the seed, is {@code src/bench/results/invariants.json}: what was broken,
 * what happened how often, and, as {@code holds}, how often a hold had to be enforced and how that
 * came out. With {@code -Dinvariants.set=data.dir={data},events.retainCount=1} the follower misses
 * events now and then.
 *
 * <p>{@link #main} does the same without a build, and {@link #main} with a history's file checks
 * that file again. The history, the gateway's log and its data stay below {@code
 * target/invariants}.
 */
public final class InvariantsRun {
  private InvariantsRun() {}

  /**
   * Runs with the settings of the system properties, {@code fat.jar} among them, or checks a file.
   *
   * @param args nothing, or a history's file
   */
  public static void main(String[] args) throws Exception {
    JsonObject result =
        args.length > 0 ? judge(Path.of(args[0]), 0) : run(RunSettings.fromProperties());
    System.out.println(result.encodePrettily());
    System.exit(result.getJsonArray("violations").isEmpty() ? 0 : 1);
  }

  /** Runs, checks, and writes the result where the property {@code invariants.result} says. */
  static JsonObject run(RunSettings settings) throws Exception {
    long start = System.nanoTime();
    Path file = settings.directory().resolve("history.ndjson");
    try (History history = new History(file);
        Driver driver = new Driver(settings, history)) {
      driver.run();
    }
    JsonObject result =
        new JsonObject()
            .put("seed", settings.seed())
            .put("settings", settings.toJson())
            .mergeIn(judge(file, (System.nanoTime() - start) / 1_000_000_000));
    JsonArray violations = result.getJsonArray("violations").copy();
    Recorded.check(settings.directory().resolve("data").resolve("audit"), History.read(file))
        .forEach(violation -> violations.add(violation.toJson()));
    result.put("violations", violations);
    Optional<String> target = Optional.ofNullable(System.getProperty("invariants.result"));
    if (target.isPresent()) {
      write(Path.of(target.get()), result);
    }
    return result;
  }

  private static JsonObject judge(Path file, long seconds) {
    Iterable<Stamped> history = History.read(file);
    Map<String, Long> entries = new TreeMap<>();
    Map<String, Long> events = new TreeMap<>();
    Map<String, Long> outcomes = new TreeMap<>();
    for (Stamped stamped : history) {
      entries.merge(stamped.entry().getClass().getSimpleName(), 1L, Long::sum);
      if (stamped.entry() instanceof EventSeen seen) {
        Event event = Event.of(seen.event());
        events.merge(event.type(), 1L, Long::sum);
        if (event.is("operation.completed")) {
          outcomes.merge(event.data().getString("outcome"), 1L, Long::sum);
        }
      }
    }
    Invariants.Verdict verdict = Invariants.check(history);
    return new JsonObject()
        .put("kills", entries.getOrDefault("GatewayKilled", 0L))
        .put("operations", events.getOrDefault("operation.accepted", 0L))
        .put(
            "violations",
            new JsonArray(verdict.violations().stream().map(Violation::toJson).toList()))
        .put("history", file.toString())
        .put("holds", verdict.holds())
        .put("entries", json(entries))
        .put("events", json(events))
        .put("outcomes", json(outcomes))
        .put("seconds", seconds)
        .put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version())
        .put("os", System.getProperty("os.name") + " " + release(System.getProperty("os.version")))
        .put("processors", Runtime.getRuntime().availableProcessors());
  }

  /** Returns a kernel's version without what its builder has added. */
  private static String release(String version) {
    return version.replaceFirst("-.*", "");
  }

  private static JsonObject json(Map<String, Long> counts) {
    JsonObject json = new JsonObject();
    counts.forEach(json::put);
    return json;
  }

  private static void write(Path target, JsonObject result) throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    Files.writeString(target, result.encodePrettily() + System.lineSeparator());
  }
}
