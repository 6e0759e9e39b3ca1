package io.github.vertxwpd.doctor;

import java.util.List;

/**
 * A check whose finding is known before it is made: there is no way, or no reason, to look.
 *
 * @param finding what is known
 */
record Known(Finding finding) implements Check {
  static Known skip(String name, String why) {
    return new Known(Finding.skip(name, why));
  }

  @Override
  public String name() {
    return finding.name();
  }

  @Override
  public List<Finding> run() {
    return List.of(finding);
  }
}
