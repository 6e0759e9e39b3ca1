package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.OperationState;

/** Reads how far an operation is. */
final class StateConverter extends NamedConverter<OperationState> {
  StateConverter() {
    super(OperationState.class, "state");
  }
}
