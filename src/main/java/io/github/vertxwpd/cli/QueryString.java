package io.github.vertxwpd.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The query of a request; what is not given is left out. */
final class QueryString {
  private final List<String> parameters = new ArrayList<>();

  /** Adds a parameter where it is given. */
  QueryString add(String name, Optional<?> value) {
    value.ifPresent(
        given -> parameters.add(name + "=" + GatewayApi.segment(String.valueOf(given))));
    return this;
  }

  /** Returns whether nothing was given. */
  boolean isEmpty() {
    return parameters.isEmpty();
  }

  /** Returns what is added to the path. */
  @Override
  public String toString() {
    return isEmpty() ? "" : "?" + String.join("&", parameters);
  }
}
