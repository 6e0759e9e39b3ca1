package io.github.vertxwpd.doctor;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/**
 * What all checks found.
 *
 * @param findings the findings, in the order of the checks
 */
public record Report(List<Finding> findings) {
  public Report {
    findings = List.copyOf(findings);
  }

  /** Returns the worst of it; what was skipped is as good as what is well. */
  public Status worst() {
    return Stream.concat(findings.stream().map(Finding::status), Stream.of(Status.OK))
        .max(Status::compareTo)
        .orElseThrow();
  }

  /** Returns how many findings have a status. */
  public long count(Status status) {
    return findings.stream().filter(finding -> finding.status() == status).count();
  }

  /** Returns the JSON form. */
  public JsonObject toJson() {
    JsonArray checks = new JsonArray();
    findings.forEach(finding -> checks.add(finding.toJson()));
    return new JsonObject().put("status", worst().wireName()).put("checks", checks);
  }
}
