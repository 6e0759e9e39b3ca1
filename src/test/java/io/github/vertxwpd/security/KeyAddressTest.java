package io.github.vertxwpd.security;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.JwtOptions;
import io.github.vertxwpd.file.ReadFailures;
import io.github.vertxwpd.stream.SettableClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class KeyAddressTest {
  private static final Issuer.Key FIRST = Issuer.rsa("rsa-1");
  private static final Issuer.Key SECOND = Issuer.rsa("rsa-2");

  private static Path certificate;

  private final SettableClock clock = new SettableClock(Tokens.NOW);
  private final RecordedReadings readings = new RecordedReadings();
  private Vertx vertx;
  private KeyServer server;
  private KeyAddress keys;

  @BeforeAll
  static void makeACertificate(@TempDir Path directory) throws Exception {
    certificate = KeyServer.certificate(directory.resolve("server.p12"));
  }

  @BeforeEach
  void publishOneKey(Vertx injected) throws Exception {
    vertx = injected;
    server = new KeyServer(vertx, certificate);
    server.answer(Issuer.jwks(FIRST));
    keys = keys(server.address(), server.trusting());
  }

  private KeyAddress keys(String address, HttpClientOptions client) {
    JwtOptions options = Issuer.options().setJwks(address);
    return new KeyAddress(options, clock, new ReadFailures("security.jwt.jwks", readings), client);
  }

  private void open() throws Exception {
    await(keys.open(vertx));
  }

  private void poll() throws Exception {
    await(keys.poll());
  }

  private static void await(Future<Void> future) throws Exception {
    future.await(20, SECONDS);
  }

  private boolean knows(Issuer.Key key) {
    return keys.keys().filter(set -> set.has("RS256", Optional.of(key.id()))).isPresent();
  }

  @Test
  void theKeysAreThereFromTheStartAndFetchedAgainEveryTenMinutes() throws Exception {
    open();
    assertThat(knows(FIRST)).isTrue();
    server.answer(Issuer.jwks(SECOND));

    clock.advance(Duration.ofSeconds(599));
    poll();
    assertThat(server.requests()).isEqualTo(1);

    clock.advance(Duration.ofSeconds(1));
    poll();
    assertThat(knows(FIRST)).isFalse();
    assertThat(knows(SECOND)).isTrue();
    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void anUnknownKeyIsLookedForAtMostEveryHalfMinute() throws Exception {
    open();
    server.answer(Issuer.jwks(FIRST, SECOND));

    clock.advance(Duration.ofSeconds(29));
    await(keys.refresh());
    assertThat(server.requests()).isEqualTo(1);

    clock.advance(Duration.ofSeconds(1));
    await(keys.refresh());
    await(keys.refresh());
    assertThat(server.requests()).isEqualTo(2);
    assertThat(knows(SECOND)).isTrue();
  }

  @Test
  void whoeverComesWhileTheyAreFetchedWaitsForTheSameAnswer() throws Exception {
    Promise<HttpServerRequest> asked = Promise.promise();
    server.answer(asked::complete);
    Future<Void> opening = keys.open(vertx);
    HttpServerRequest request = asked.future().await(20, SECONDS);
    Future<Void> refreshing = keys.refresh();
    assertThat(refreshing.isComplete()).isFalse();
    request.response().end(Issuer.jwks(FIRST));

    await(refreshing);
    await(opening);
    assertThat(knows(FIRST)).isTrue();
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void whereTheyCannotBeFetchedAtTheStartThatIsToldOnceAndTriedAgain() throws Exception {
    server.answer(503);
    open();
    assertThat(keys.keys()).isEmpty();

    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofSeconds(10));
      poll();
    }
    assertThat(server.requests()).isEqualTo(4);
    assertThat(readings.failures())
        .containsExactly(
            "security.jwt.jwks: "
                + server.address()
                + " cannot be used (it answered 503): see that it is the issuer's, and that this"
                + " machine can reach it");

    server.answer(Issuer.jwks(FIRST));
    clock.advance(Duration.ofSeconds(10));
    poll();
    assertThat(knows(FIRST)).isTrue();
  }

  @Test
  void whatWasFetchedLastIsUsedWhileTheyCannotBe() throws Exception {
    open();
    server.answer(500);
    for (int i = 0; i < 2; i++) {
      clock.advance(Duration.ofMinutes(10));
      poll();
    }
    assertThat(knows(FIRST)).isTrue();
    assertThat(readings.failures()).hasSize(1);

    server.answer(Issuer.jwks(FIRST));
    clock.advance(Duration.ofSeconds(10));
    poll();
    server.answer(500);
    clock.advance(Duration.ofMinutes(10));
    poll();
    assertThat(readings.failures()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{}", "{\"keys\": []}", "{\"keys\": [{\"kty\": \"oct\"}]}"})
  void whatIsNoJwksIsNotUsed(String body) throws Exception {
    open();
    server.answer(Buffer.buffer(body));
    clock.advance(Duration.ofMinutes(10));
    poll();

    assertThat(knows(FIRST)).isTrue();
    assertThat(readings.failures()).hasSize(1);
  }

  @Test
  void anAnswerThatIsTooLargeIsNotUsed() throws Exception {
    server.answer(
        request -> {
          request.response().setChunked(true).write(Issuer.jwks(FIRST));
          request.response().end(" ".repeat(KeyAddress.MAX_BYTES));
        });
    open();

    assertThat(keys.keys()).isEmpty();
    assertThat(readings.failures().get(0)).contains("more than 262144 bytes");
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    server.answer(
        request ->
            request
                .response()
                .setStatusCode(302)
                .putHeader("location", server.address() + "/elsewhere")
                .end());
    open();

    assertThat(server.requests()).isEqualTo(1);
    assertThat(readings.failures().get(0)).contains("302");
  }

  @Test
  void aServerThatNobodyVouchesForIsNotAsked() throws Exception {
    keys = keys(server.address(), new HttpClientOptions());
    open();

    assertThat(server.requests()).isZero();
    assertThat(keys.keys()).isEmpty();
    assertThat(readings.failures()).singleElement().asString().contains("certification path");
  }

  @Test
  void aServerOfAnotherNameIsNotAsked() throws Exception {
    keys = keys(server.otherAddress(), server.trusting());
    open();

    assertThat(server.requests()).isZero();
    assertThat(keys.keys()).isEmpty();
  }

  @Test
  void aServerThatNeverAnswersIsGivenUp() {
    server.answer(request -> {});

    assertThatThrownBy(this::fetch).hasMessageContaining("500");
  }

  @Test
  void aServerThatAnswersInDropsIsGivenUp() {
    server.answer(
        request -> {
          request.response().setChunked(true).write("{");
          long drops = vertx.setPeriodic(20, drop -> request.response().write(" "));
          request.connection().closeHandler(gone -> vertx.cancelTimer(drops));
        });

    assertThatThrownBy(this::fetch).hasMessage("it did not answer within 500 ms");
  }

  private void fetch() throws Exception {
    new KeyFetch(vertx, server.address(), server.trusting(), 500).get().await(20, SECONDS);
  }
}
