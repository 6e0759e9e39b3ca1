package io.github.vertxwpd.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README has of commands, scripts and dependencies. */
class ReadmeCommandsTest {
  private static final Pattern SCRIPT = Pattern.compile("(?ms)^```js\\n(.*?)^```$");
  private static final Pattern DEPENDENCY =
      Pattern.compile("(?s)<dependency>.*?<artifactId>([^<]+)</artifactId>.*?</dependency>");

  @Test
  void whatIsNotExecutedIsThere() {
    assertThat(ReadmeCommands.all()).containsAll(ReadmeCommands.NOT_EXECUTED.keySet());
  }

  /** Whatever builds, installs or needs another system has its reason in the list. */
  @Test
  void whatIsExecutedNeedsNothingButTheJarAndCurl() {
    assertThat(ReadmeCommands.executed())
        .isNotEmpty()
        .allSatisfy(command -> assertThat(command).matches("(wpd|curl|java|alias|source|\\.) .*"));
  }

  @Test
  void theScriptsAreThoseThatAreRun() {
    String run = normalised(Manual.read(Path.of("src/test/node/examples.test.mjs")));

    assertThat(SCRIPT.matcher(Manual.read(Path.of("README.md"))).results().toList())
        .isNotEmpty()
        .allSatisfy(script -> assertThat(run).contains(normalised(script.group(1))));
  }

  @Test
  void everyDependencyHasItsReason() {
    String pom = Manual.read(Path.of("pom.xml"));
    String dependencies =
        pom.substring(pom.indexOf("</dependencyManagement>"), pom.indexOf("<build>"));
    List<String> artifacts =
        DEPENDENCY
            .matcher(dependencies)
            .results()
            .map((MatchResult one) -> one.group(1))
            .distinct()
            .toList();

    assertThat(artifacts).hasSizeGreaterThan(20);
    String readme = Manual.read(Path.of("README.md"));
    String table = readme.substring(readme.indexOf("| dependency | why |"));
    assertThat(artifacts)
        .allSatisfy(artifact -> assertThat(table).containsPattern("[`:]" + artifact + "`"));
  }

  private static String normalised(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
