package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.EventSeen;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;

/**
 * Decides from a recorded history alone whether a gateway kept what the contract promises.
 *
 * <table>
 * <caption>The rules</caption>
 * <tr><th>rule</th><th>what must hold</th></tr>
 * <tr><td>{@link #ENDS_ONCE}</td><td>every operation that was accepted has exactly one
 *   {@code operation.completed}, in time, and no answer says otherwise</td></tr>
 * <tr><td>{@link #RECOVERED_FIRST}</td><td>after a restart, what had not ended ends before anything
 *   new is accepted</td></tr>
 * <tr><td>{@link #AT_MOST_ONCE}</td><td>no request id is executed twice</td></tr>
 * <tr><td>{@link #NOTHING_LATE}</td><td>nothing starts after its expiry</td></tr>
 * <tr><td>{@link #ONE_IN_FLIGHT}</td><td>a device has at most one operation at any point of the
 *   events' order</td></tr>
 * <tr><td>{@link #NO_GAP}</td><td>no event is lost, rewritten, repeated or out of order, unless a
 *   reset says so</td></tr>
 * <tr><td>{@link #ADDS_UP}</td><td>a snapshot is what the events up to its cursor add up to, and at
 *   the end nothing runs</td></tr>
 * <tr><td>{@link #HOLDS_SHOWN}</td><td>a hold begins with the acceptance of a disconnect that wants
 *   it, ends with a connect alone, and is shown</td></tr>
 * <tr><td>{@link #HOLDS_ENFORCED}</td><td>a held device that is seen connected is disconnected
 *   again within the back-off</td></tr>
 * <tr><td>{@link #ALWAYS_ANSWERED}</td><td>a gateway that lives answers every request, and does not
 *   end by itself</td></tr>
 * <tr><td>{@link #RECORDED}</td><td>the audit log holds, and every operation's decision and, once,
 *   its end are in it</td></tr>
 * </table>
 */
final class Invariants {
  static final String ENDS_ONCE = "ends-once";
  static final String RECOVERED_FIRST = "recovered-first";
  static final String AT_MOST_ONCE = "at-most-once";
  static final String NOTHING_LATE = "nothing-late";
  static final String ONE_IN_FLIGHT = "one-in-flight";
  static final String NO_GAP = "no-gap";
  static final String ADDS_UP = "adds-up";
  static final String HOLDS_SHOWN = "holds-shown";
  static final String HOLDS_ENFORCED = "holds-enforced";
  static final String ALWAYS_ANSWERED = "always-answered";

  /** Is decided from the audit log, too. */
  static final String RECORDED = "recorded";

  /**
   * What a history shows.
   *
   * @param violations what was broken, in the history's order; empty where nothing was
   * @param holds how often there was something for the rule of holds to decide
   */
  record Verdict(List<Violation> violations, JsonObject holds) {}

  private Invariants() {}

  /**
   * Checks a history.
   *
   * @param history iterated over twice
   */
  static Verdict check(Iterable<Stamped> history) {
    NoGap noGap = new NoGap();
    HoldsShown shown = new HoldsShown();
    HoldsEnforced enforced = new HoldsEnforced(shown);
    List<Rule> rules =
        List.of(
            noGap,
            new EndsOnce(),
            new AtMostOnce(),
            new NothingLate(),
            new OneInFlight(),
            new AddsUp(history),
            shown,
            enforced,
            new AlwaysAnswered());
    Stamped last = new Stamped(0, 0, new Entry.GatewayStopped());
    for (Stamped stamped : history) {
      last = stamped;
      if (!(stamped.entry() instanceof EventSeen seen) || noGap.isNew(stamped, seen)) {
        rules.forEach(rule -> rule.take(stamped));
      }
    }
    for (Rule rule : rules) {
      rule.end(last);
    }
    List<Violation> violations =
        rules.stream()
            .map(Rule::violations)
            .flatMap(List::stream)
            .sorted(Comparator.comparingLong(Violation::entry))
            .toList();
    return new Verdict(violations, enforced.exercised());
  }
}
