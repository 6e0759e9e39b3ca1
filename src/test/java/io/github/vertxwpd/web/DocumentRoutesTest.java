package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.web.WebFixture.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentRoutesTest {
  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Pattern OWN_FILE =
      Pattern.compile("(?:src|href|from|import)[ =(]+['\"](/[a-z][^'\"]*)['\"]");

  private WebFixture web;

  @BeforeEach
  void start() throws TimeoutException {
    web = new WebFixture();
  }

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/openapi.yaml, application/yaml",
    "/asyncapi.yaml, application/yaml",
    "/schemas/device.json, application/schema+json",
    "/docs, text/html; charset=utf-8",
    "/docs/events, text/html; charset=utf-8",
    "/docs/assets/docs.css, text/css; charset=utf-8",
    "/docs/assets/events.js, text/javascript; charset=utf-8",
    "/docs/assets/swagger-ui-bundle.js, text/javascript; charset=utf-8",
    "/docs/assets/swagger-ui-bundle.js.LICENSE.txt, text/plain; charset=utf-8"
  })
  void aDocumentIsServedAsWhatItIsAndAskedForOnce(String path, String mediaType)
      throws TimeoutException {
    Answer answer = web.get(path);
    Answer again = web.get(path, "If-None-Match", answer.header("etag"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo(mediaType);
    assertThat(answer.header("cache-control")).isEqualTo("no-cache");
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.header("cache-control")).isEqualTo("no-cache");
  }

  @Test
  void theDocumentsAreTheBuildsOwn() throws IOException, TimeoutException {
    assertThat(web.get("/openapi.yaml").body().toString())
        .isEqualTo(Files.readString(RESOURCES.resolve("openapi.yaml")));
    assertThat(web.get("/asyncapi.yaml").body().toString())
        .isEqualTo(Files.readString(RESOURCES.resolve("asyncapi.yaml")));
    try (Stream<Path> schemas = Files.list(RESOURCES.resolve("schemas"))) {
      for (Path schema : schemas.toList()) {
        assertThat(web.get("/schemas/" + schema.getFileName()).body().toString())
            .isEqualTo(Files.readString(schema));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/schemas/",
        "/schemas/nothing.json",
        "/schemas/device",
        "/schemas/..%2fopenapi.yaml",
        "/schemas/..%5copenapi.yaml",
        "/docs/nothing",
        "/docs/assets/",
        "/docs/assets/index.html",
        "/docs/assets/swagger-ui.js",
        "/docs/assets/..%2frest.html",
        "/docs/rest.html"
      })
  void nothingElseIsServed(String path) throws TimeoutException {
    assertThat(web.get(path).code()).isEqualTo("not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs", "/docs/events"})
  void whatAPageNeedsIsServedHere(String page) throws TimeoutException {
    String html = web.get(page).body().toString();
    List<String> files = ownFiles(html);

    assertThat(files).contains("/docs/assets/docs.css");
    for (String file : files) {
      Answer answer = web.get(file);
      assertThat(answer.status()).as(file).isEqualTo(200);
      if (file.startsWith("/docs/assets/")
          && file.endsWith(".js")
          && answer.body().length() < 10_000) {
        for (String imported : ownFiles(answer.body().toString())) {
          assertThat(web.get(imported).status()).as(imported).isEqualTo(200);
        }
      }
    }
    assertThat(html)
        .doesNotContain("style=", "onclick", "http:", "https:")
        .doesNotContain("<script>");
  }

  @Test
  void thePagesMayShowPicturesOfTheirStyleSheetAndNothingMore() throws TimeoutException {
    String policy = web.get("/docs").header("content-security-policy");

    assertThat(policy)
        .isEqualTo(web.get("/").header("content-security-policy") + "; img-src 'self' data:");
    assertThat(policy).doesNotContain("unsafe");
  }

  private static List<String> ownFiles(String text) {
    return OWN_FILE.matcher(text).results().map(match -> match.group(1)).distinct().toList();
  }
}
