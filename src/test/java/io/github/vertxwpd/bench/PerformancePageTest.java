package io.github.vertxwpd.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PerformancePageTest {
  @Test
  void theTablesOfTheManualAreThoseOfTheResultsThatAreKept() throws IOException {
    for (Map.Entry<String, String> table : PerformancePage.tables().entrySet()) {
      assertThat(PerformancePage.PAGE.resolve(table.getKey()))
          .as("written by -Dbench=PerformancePage; run it after a benchmark")
          .hasContent(table.getValue());
    }
  }

  @Test
  void thePageShowsEveryTableAndEveryChart() throws IOException {
    String page = Files.readString(Path.of("src", "main", "asciidoc", "performance.adoc"));
    String all = page + String.join("\n", PerformancePage.tables().values());

    try (var files = Files.list(PerformancePage.PAGE)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .allSatisfy(name -> assertThat(all).contains("performance/" + name));
    }
  }
}
