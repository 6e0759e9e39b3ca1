package io.github.vertxwpd.invariants;

import io.github.vertxwpd.audit.AuditReport;
import io.github.vertxwpd.audit.ChainReport;
import io.github.vertxwpd.invariants.Entry.EventSeen;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The audit log holds, and says of every operation that the follower saw accepted who asked for it,
 * what they were told, and, once, how it ended. Where the gateway was killed before it had recorded
 * what somebody was told, there is still the decision.
 */
final class Recorded {
  private static final Pattern WHOLE = Pattern.compile(".*,\"hash\":\"sha256:[0-9a-f]{64}\"}");

  private final Map<String, JsonObject> open = new LinkedHashMap<>();
  private final Set<String> answered = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  private final List<Violation> violations = new ArrayList<>();
  private boolean gap;

  private Recorded() {}

  /**
   * Checks the log of a gateway that has stopped.
   *
   * @param directory where the log is
   * @param history what was seen of the gateway
   */
  static List<Violation> check(Path directory, Iterable<Stamped> history) throws IOException {
    List<Violation> violations = new ArrayList<>();
    AuditReport report = AuditReport.of(directory, Optional.empty());
    for (ChainReport chain : report.chains()) {
      chain.broken().ifPresent(where -> violations.add(violation(0, where.toString())));
    }
    List<JsonObject> records = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file :
          files.filter(name -> name.toString().endsWith(".ndjson")).sorted().toList()) {
        Files.readAllLines(file).stream().flatMap(Recorded::whole).forEach(records::add);
      }
    }
    violations.addAll(check(records, history));
    return violations;
  }

  /** A line that a kill has torn says nothing. */
  private static Stream<JsonObject> whole(String line) {
    return WHOLE.matcher(line).matches() ? Stream.of(new JsonObject(line)) : Stream.empty();
  }

  /** Checks records that are known to be a chain. */
  static List<Violation> check(List<JsonObject> records, Iterable<Stamped> history) {
    Recorded recorded = new Recorded();
    records.forEach(recorded::take);
    for (Stamped stamped : history) {
      if (stamped.entry() instanceof EventSeen seen) {
        Event event = Event.of(seen.event());
        if (event.is("operation.accepted")) {
          recorded.accepted(stamped, event);
        }
      }
    }
    return recorded.violations;
  }

  private void take(JsonObject json) {
    switch (json.getString("action")) {
      case "command" -> {
        if ("allow".equals(json.getString("decision"))) {
          open.put(json.getString("command"), json);
        }
      }
      case "command.answered" -> answer(json);
      case "operation.ended" -> {
        if (!ended.add(json.getString("operation"))) {
          broken(0, json.getString("operation") + " is recorded as ended twice");
        }
      }
      case "audit.gap" -> gap = true;
      default -> {}
    }
  }

  private void answer(JsonObject json) {
    if (open.remove(json.getString("command")) == null) {
      broken(0, "a command was answered that was not decided, or was answered: " + json);
    }
    boolean joined = json.getBoolean("duplicate", true) || !json.containsKey("operation");
    if (!joined && !answered.add(json.getString("operation"))) {
      broken(0, json.getString("operation") + " is recorded as accepted twice");
    }
  }

  private void accepted(Stamped stamped, Event event) {
    String id = event.operation();
    if (!gap && !ended.contains(id)) {
      broken(stamped.number(), id + " was accepted, and no record says how it ended");
    }
    boolean asked = !"hold".equals(event.data().getString("cause"));
    if (asked && !answered.contains(id) && !takeDecision(event)) {
      broken(stamped.number(), id + " was accepted, and no record says that it was allowed");
    }
  }

  /** Finds a decision for what was accepted, where the gateway was killed before the answer. */
  private boolean takeDecision(Event event) {
    Optional<JsonObject> decision =
        open.values().stream().filter(command -> asksFor(command, event)).findFirst();
    decision.ifPresent(command -> open.remove(command.getString("command")));
    return decision.isPresent();
  }

  private static boolean asksFor(JsonObject command, Event event) {
    return command.getString("verb").equals(event.data().getString("verb"))
        && command.getString("device", "").equals(event.subject())
        && event.correlationId().equals(Optional.ofNullable(command.getString("requestId")));
  }

  private void broken(long entry, String detail) {
    violations.add(violation(entry, detail));
  }

  private static Violation violation(long entry, String detail) {
    return new Violation(Invariants.RECORDED, entry, detail);
  }
}
