package io.github.vertxwpd.invariants;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How a run is set up. Each has a system property of its own, {@code invariants.<name>}.
 *
 * @param seed what the random choices start from; a new one each time where the property is not set
 * @param kills how many kills there should be at least, unless the time is up before
 * @param operations how many operations there should be at least, unless the time is up before
 * @param seconds after which commands are no longer sent
 * @param troubleMs how far apart the kills and other troubles are on average
 * @param outstanding how many requests may wait for their answer at once
 * @param devices how many devices there are
 * @param script the simulator's fault script, {@code number=fault}, comma-separated
 * @param kept the numbers of devices that are held most of the time, comma-separated
 * @param verbs what is asked for, comma-separated: disconnect, connect, cancel, hold
 * @param troubles what happens, comma-separated: kill, suspend, stop, tear
 * @param set more of the gateway's keys, {@code key=value}, comma-separated; {@code {data}} is
 *     where its data goes
 * @param directory where the history, the gateway's log and its data go
 */
record RunSettings(
    long seed,
    long kills,
    long operations,
    long seconds,
    long troubleMs,
    int outstanding,
    int devices,
    List<String> script,
    List<String> kept,
    Set<String> verbs,
    Set<String> troubles,
    List<String> set,
    Path directory) {
  /** A device of each fault among healthy ones, and more that reconnect by themselves. */
  private static final String EVERY_FAULT =
      "3=never,4=twice,5=late:1500,6=inline,7=refuse,8=flap:300,9=vanish:500,10=hang:1500,"
          + "13=flap:400,14=flap:1500";

  /** Two that reconnect by themselves, and one that only a restart connects. */
  private static final String KEPT = "13,14,15";

  /** Reads the system properties. */
  static RunSettings fromProperties() {
    long seed = number("seed", System.nanoTime() & 0xFFFF_FFFFL);
    return new RunSettings(
        seed,
        number("kills", 8),
        number("operations", 1_000),
        number("seconds", 60),
        number("troubleMs", 3_000),
        (int) number("outstanding", 12),
        (int) number("devices", 16),
        list("script", EVERY_FAULT),
        list("kept", KEPT),
        new TreeSet<>(list("verbs", "disconnect,connect,cancel,hold")),
        new TreeSet<>(list("troubles", "kill,suspend,stop,tear")),
        list("set", "data.dir={data}"),
        Path.of(text("directory", "target/invariants"), Instant.now().toEpochMilli() + "-" + seed));
  }

  /**
   * Returns what is wrong with a device, empty where nothing is.
   *
   * @param number the device's number, from 1
   */
  String fault(int number) {
    return script.stream()
        .map(entry -> entry.split("=", 2))
        .filter(entry -> entry[0].equals(Integer.toString(number)))
        .map(entry -> entry[1].split(":", 2)[0])
        .findFirst()
        .orElse("");
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("kills", kills)
        .put("operations", operations)
        .put("seconds", seconds)
        .put("troubleMs", troubleMs)
        .put("outstanding", outstanding)
        .put("devices", devices)
        .put("script", new JsonArray(script))
        .put("kept", new JsonArray(kept))
        .put("verbs", new JsonArray(List.copyOf(verbs)))
        .put("troubles", new JsonArray(List.copyOf(troubles)))
        .put("set", new JsonArray(set));
  }

  private static long number(String name, long otherwise) {
    return Long.parseLong(text(name, Long.toString(otherwise)));
  }

  private static List<String> list(String name, String otherwise) {
    return Stream.of(text(name, otherwise).split(",")).filter(item -> !item.isBlank()).toList();
  }

  private static String text(String name, String otherwise) {
    return System.getProperty("invariants." + name, otherwise);
  }
}
