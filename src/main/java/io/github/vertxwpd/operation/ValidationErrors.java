package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.Problem.FieldError;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import java.util.List;

/** Turns the validator's output into the contract's list of errors. */
final class ValidationErrors {
  private ValidationErrors() {}

  static List<FieldError> of(OutputUnit result, JsonObject schema) {
    List<FieldError> errors =
        result.getErrors().stream()
            .filter(unit -> !unit.getKeywordLocation().endsWith("/properties"))
            .map(unit -> new FieldError(pointer(unit), detail(unit)))
            .toList();
    return errors.isEmpty() ? List.of(new FieldError("", "the request is not valid")) : errors;
  }

  private static String pointer(OutputUnit unit) {
    String location = unit.getInstanceLocation();
    int hash = location.indexOf('#');
    return hash < 0 ? location : location.substring(hash + 1);
  }

  private static String detail(OutputUnit unit) {
    String pointer = pointer(unit);
    return pointer.isEmpty() ? unit.getError() : pointer.substring(1) + ": " + unit.getError();
  }
}
