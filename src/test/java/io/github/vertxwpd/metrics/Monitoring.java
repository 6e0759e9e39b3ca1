package io.github.vertxwpd.metrics;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files of {@code deploy/monitoring}, and which metrics they name. */
public final class Monitoring {
  /** Where they are. */
  public static final Path DIRECTORY = Path.of("deploy", "monitoring").toAbsolutePath();

  private static final Pattern METRIC =
      Pattern.compile("\\b(?:wpd|jvm|process|system)_[a-z0-9_]+|\\bup\\b");
  private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");

  private Monitoring() {}

  /**
   * A rule that alerts.
   *
   * @param runbook the address of its section in the manual
   */
  public record Alert(String name, String expression, String severity, String runbook) {}

  /** Returns the rules of {@code alerts.yaml}. */
  public static List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    for (Object group : list(yaml("alerts.yaml").get("groups"))) {
      for (Object one : list(map(group).get("rules"))) {
        Map<?, ?> rule = map(one);
        alerts.add(
            new Alert(
                (String) rule.get("alert"),
                (String) rule.get("expr"),
                (String) map(rule.get("labels")).get("severity"),
                (String) map(rule.get("annotations")).get("runbook_url")));
      }
    }
    return alerts;
  }

  /** Returns the alerts that {@code alerts-test.yaml} expects to fire. */
  public static Set<String> firedAlerts() {
    Set<String> fired = new TreeSet<>();
    for (Object test : list(yaml("alerts-test.yaml").get("tests"))) {
      for (Object one : list(map(test).get("alert_rule_test"))) {
        if (!list(map(one).get("exp_alerts")).isEmpty()) {
          fired.add((String) map(one).get("alertname"));
        }
      }
    }
    return fired;
  }

  /** Returns the dashboard. */
  public static JsonObject dashboard() {
    return new JsonObject(read("dashboard.json"));
  }

  /** Returns the dashboard's queries, with its variables. */
  public static List<String> dashboardQueries() {
    return dashboard().getJsonArray("panels").stream()
        .map(JsonObject.class::cast)
        .filter(panel -> panel.containsKey("targets"))
        .flatMap(panel -> panel.getJsonArray("targets").stream())
        .map(target -> ((JsonObject) target).getString("expr"))
        .toList();
  }

  /** Returns the names of the metrics in queries. */
  public static Set<String> metricsIn(Collection<String> queries) {
    Set<String> names = new TreeSet<>();
    for (String query : queries) {
      METRIC
          .matcher(STRING.matcher(query).replaceAll("\"\""))
          .results()
          .forEach(found -> names.add(found.group()));
    }
    return names;
  }

  private static Map<?, ?> yaml(String file) {
    LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    return map(new Load(settings).loadFromString(read(file)));
  }

  private static Map<?, ?> map(Object yaml) {
    return (Map<?, ?>) yaml;
  }

  private static List<?> list(Object yaml) {
    return (List<?>) yaml;
  }

  private static String read(String file) {
    try {
      return Files.readString(DIRECTORY.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
