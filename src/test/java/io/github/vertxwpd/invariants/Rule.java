package io.github.vertxwpd.invariants;

import java.util.ArrayList;
import java.util.List;

/** One promise of the contract, checked while a history goes by. */
abstract class Rule {
  private final String name;
  private final List<Violation> violations = new ArrayList<>();

  Rule(String name) {
    this.name = name;
  }

  /** Takes the next entry; an event comes only once. */
  abstract void take(Stamped stamped);

  /** The history is over. */
  void end(Stamped last) {}

  final void broken(Stamped at, String detail) {
    broken(name, at, detail);
  }

  final void broken(String rule, Stamped at, String detail) {
    violations.add(new Violation(rule, at.number(), detail));
  }

  final List<Violation> violations() {
    return violations;
  }
}
