package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.Problem.FieldError;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration is not valid. Its message has one line for each error. */
final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /**
   * One error.
   *
   * @param origin where it stands, such as {@code conf/gateway.yaml:3:5} or {@code WPD_HTTP_PORT}
   * @param pointer the JSON Pointer of the value in the effective configuration
   * @param detail what is wrong, and what is allowed
   */
  record Fault(String origin, String pointer, String detail) {
    @Override
    public String toString() {
      return origin + ": " + detail;
    }
  }

  ConfigurationException(List<Fault> faults) {
    super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** Makes the exception of a source that cannot be read at all. */
  ConfigurationException(String origin, String detail) {
    this(List.of(new Fault(origin, "", detail)));
  }

  List<Fault> faults() {
    return faults;
  }

  /** Returns the errors as the contract's problem. */
  Problem problem() {
    return Problem.invalid(
        "the configuration is not valid",
        faults.stream().map(f -> new FieldError(f.pointer(), f.toString())).toList());
  }
}
