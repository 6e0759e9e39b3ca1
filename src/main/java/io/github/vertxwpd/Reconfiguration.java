package io.github.vertxwpd;

import java.util.List;

/**
 * What came of other options for a gateway that runs.
 *
 * @param inEffect the keys with another value than before, which is in effect now; such as {@code
 *     http.origins}
 * @param atNextStart the keys with another value that is taken when the gateway is started again
 */
public record Reconfiguration(List<String> inEffect, List<String> atNextStart) {
  /** Makes one. */
  public Reconfiguration {
    inEffect = List.copyOf(inEffect);
    atNextStart = List.copyOf(atNextStart);
  }
}
