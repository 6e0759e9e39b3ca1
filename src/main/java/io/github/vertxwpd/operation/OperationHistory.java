package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.Operation;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations that have ended, the newest of them. Confined to the gateway's event loop. */
final class OperationHistory {
  /** How many are remembered at most. */
  static final int CAPACITY = 10_000;

  private final Map<String, Operation> operations = new LinkedHashMap<>();

  void add(Operation ended) {
    operations.put(ended.id(), ended);
    Iterator<Operation> oldest = operations.values().iterator();
    while (operations.size() > CAPACITY) {
      oldest.next();
      oldest.remove();
    }
  }

  Optional<Operation> find(String id) {
    return Optional.ofNullable(operations.get(id));
  }

  /** Returns all of them, in the order of their ends. */
  List<Operation> all() {
    return List.copyOf(operations.values());
  }
}
