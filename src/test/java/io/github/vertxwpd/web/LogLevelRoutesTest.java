package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.AuditEntry;
import io.github.vertxwpd.logging.LogLevels;
import io.github.vertxwpd.web.WebFixture.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another level for a while; each answer is held against the document. */
class LogLevelRoutesTest {
  private static final String PATH = "/api/v1/log-level";

  /** Nobody else logs with it. */
  private static final String LOGGER = "io.github.vertxwpd.nobody";

  private static final Instant NOW = Instant.parse("2026-11-22T09:14:00.801Z");

  private final LogLevels levels = LogLevels.ofThisProcess().orElseThrow();
  private final RecordingTrail trail = new RecordingTrail();
  private WebFixture web;

  @BeforeEach
  void start() throws TimeoutException {
    web =
        new WebFixture(
            WebSetup.of()
                .authenticator(new ScriptedAuthenticator())
                .trail(trail)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC)));
  }

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  private Answer put(String token, String body) throws TimeoutException {
    return web.send(HttpMethod.PUT, PATH, Buffer.buffer(body), "Authorization", "Bearer " + token);
  }

  private Answer change(String level) throws TimeoutException {
    JsonObject body = new JsonObject().put("logger", LOGGER).put("level", level).put("minutes", 30);
    return put(ScriptedAuthenticator.ADMIN, body.encode());
  }

  @Test
  void anAdminGetsMoreForAWhileAndEverybodySeesIt() throws TimeoutException {
    Answer answer = change("DEBUG");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(levels.level(LOGGER)).contains("DEBUG");
    JsonObject shown =
        web.get(PATH, "Authorization", "Bearer " + ScriptedAuthenticator.VIEWER)
            .json()
            .getJsonArray("levels")
            .getJsonObject(0);
    assertThat(shown)
        .isEqualTo(
            new JsonObject()
                .put("logger", LOGGER)
                .put("level", "DEBUG")
                .put("until", "2026-11-22T09:44:00.801Z"));
  }

  @Test
  void whoAskedIsRecordedBeforeItIsDone() throws TimeoutException {
    change("TRACE");

    AuditEntry entry = trail.all().get(0);
    assertThat(entry.action()).isEqualTo(AuditAction.LOG_LEVEL_CHANGED);
    assertThat(entry.caller().subject()).isEqualTo("ada");
    assertThat(entry.decision()).contains(AuditEntry.Decision.ALLOW);
    assertThat(entry.details())
        .isEqualTo(new JsonObject().put("logger", LOGGER).put("level", "TRACE").put("minutes", 30));
  }

  @Test
  void whatCannotBeRecordedIsNotDone() throws TimeoutException {
    trail.fill();

    assertThat(change("DEBUG").code()).isEqualTo("journal-unavailable");
    assertThat(levels.level(LOGGER)).isEmpty();
  }

  @Test
  void aSecondChangeTakesThePlaceOfTheFirstAndWhatWasBeforeComesBackAtTheEnd()
      throws TimeoutException {
    levels.set(LOGGER, Optional.of("ERROR"));
    change("DEBUG");
    change("TRACE");
    assertThat(levels.level(LOGGER)).contains("TRACE");

    web.undeploy();

    assertThat(levels.level(LOGGER)).contains("ERROR");
    assertThat(trail.all()).hasSize(3);
    assertThat(trail.all().get(2).details().getString("level")).isEqualTo("ERROR");
    levels.set(LOGGER, Optional.empty());
  }

  /** What libraries would say of requests may have secrets in it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"level\":\"ALL\"}",
        "{\"level\":\"DEBUG\",\"logger\":\"io.netty\"}",
        "{\"level\":\"DEBUG\",\"logger\":\"io.github.vertxwpdx\"}",
        "{\"level\":\"DEBUG\",\"logger\":\"ROOT\"}",
        "{\"level\":\"DEBUG\",\"minutes\":0}",
        "{\"level\":\"DEBUG\",\"minutes\":1441}"
      })
  void whatIsNotALevelForAWhileOfTheProgramIsRefused(String body) throws TimeoutException {
    assertThat(put(ScriptedAuthenticator.ADMIN, body).code()).isEqualTo("validation-failed");
  }
}
