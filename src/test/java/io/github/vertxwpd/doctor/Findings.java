package io.github.vertxwpd.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What tests say of findings. */
final class Findings {
  private Findings() {}

  /** Makes a check that has one finding. */
  static Finding only(Check check) throws Exception {
    List<Finding> findings = check.run();
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  /** Makes a check and returns the first finding of a name. */
  static Finding named(String name, Check check) throws Exception {
    return check.run().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  static void assertOk(Finding finding, String... said) {
    assertThat(finding.status()).as(finding.toString()).isEqualTo(Status.OK);
    assertThat(List.of(said)).allSatisfy(text -> assertThat(finding.message()).contains(text));
    assertThat(finding.fix()).isEmpty();
  }

  static void assertSkipped(Finding finding, String... said) {
    assertThat(finding.status()).as(finding.toString()).isEqualTo(Status.SKIP);
    assertThat(List.of(said)).allSatisfy(text -> assertThat(finding.message()).contains(text));
  }

  /** Holds where it is a warning, and the fix has a text. */
  static void assertWarning(Finding finding, String fix) {
    assertThat(finding.status()).as(finding.toString()).isEqualTo(Status.WARN);
    assertThat(finding.fix().orElseThrow()).contains(fix);
  }

  /** Holds where it is an error, and the fix has a text. */
  static void assertError(Finding finding, String fix) {
    assertThat(finding.status()).as(finding.toString()).isEqualTo(Status.ERROR);
    assertThat(finding.fix().orElseThrow()).contains(fix);
  }
}
