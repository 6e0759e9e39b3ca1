package io.github.vertxwpd.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.file.UnusableFileException;
import io.github.vertxwpd.model.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {
  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("tokens.json");
  }

  private TokenFile file() {
    return new TokenFile(path().toString());
  }

  private JsonObject json() throws Exception {
    return new JsonObject(Files.readString(path()));
  }

  @Test
  void whatIsAddedIsReadAgainInItsOrder() throws Exception {
    StoredToken first = Tokens.stored("Canon, line 7");
    StoredToken second = Tokens.stored(BearerToken.create(), Tokens.NOW.plusSeconds(60));
    file().add(first);
    file().add(second);

    assertThat(file().read()).containsExactly(first, second);
  }

  @Test
  void theFileHasTheHashAndNeverTheSecret() throws Exception {
    BearerToken token = BearerToken.create();
    file().add(Tokens.stored(token, Role.ADMIN));

    JsonObject entry = json().getJsonArray("tokens").getJsonObject(0);
    assertThat(json().getInteger("version")).isEqualTo(1);
    assertThat(entry.getMap())
        .isEqualTo(
            Map.of(
                "id", token.id(),
                "name", "a name",
                "role", "admin",
                "createdAt", "2026-11-22T09:14:00.000Z",
                "hash", Secret.hash(token.secret())));
    assertThat(Files.readString(path())).doesNotContain(token.secret());
  }

  @Test
  void aRevokedTokenStaysWithTheTimeAndIsRevokedOnce() throws Exception {
    StoredToken token = Tokens.stored("a name");
    StoredToken other = Tokens.stored("another");
    file().add(token);
    file().add(other);
    Instant later = Tokens.NOW.plusSeconds(60);

    StoredToken revoked = file().revoke(token.id(), later);
    file().revoke(token.id(), later.plusSeconds(60));

    assertThat(revoked.revokedAt()).contains(later);
    assertThat(file().read()).containsExactly(revoked, other);
  }

  @Test
  void anUnknownTokenIsNotRevokedAndNothingIsWritten() throws Exception {
    file().add(Tokens.stored("a name"));
    byte[] before = Files.readAllBytes(path());

    assertThatThrownBy(() -> file().revoke("zzzzzzzz", Tokens.NOW))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining("zzzzzzzz");
    assertThat(path()).hasBinaryContent(before);
  }

  @Test
  void itsDirectoryIsMadeAndNothingElseIsLeftBehind() throws Exception {
    Path nested = directory.resolve("conf/gateway/tokens.json");
    TokenFile file = new TokenFile(nested.toString());
    file.add(Tokens.stored("a name"));
    file.add(Tokens.stored("another"));

    try (Stream<Path> files = Files.list(nested.getParent())) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("tokens.json", "tokens.json.lock");
    }
  }

  @Test
  void itsOwnerAloneMayReadIt() throws Exception {
    assumePosix();
    file().add(Tokens.stored("a name"));
    Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-rw-r--"));
    file().add(Tokens.stored("another"));

    for (Path file : List.of(path(), directory.resolve("tokens.json.lock"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aLinkIsFollowedAndStaysALink() throws Exception {
    Path target = directory.resolve("elsewhere.json");
    new TokenFile(target.toString()).add(Tokens.stored("a name"));
    Files.createSymbolicLink(path(), target);
    file().add(Tokens.stored("another"));

    assertThat(path()).isSymbolicLink();
    assertThat(new TokenFile(target.toString()).read()).hasSize(2);
  }

  @Test
  @Timeout(120)
  void manyWhoWriteAtOnceLoseNothing() throws Exception {
    Process other = TokenWriter.start(path(), 20);
    List<CompletableFuture<Void>> threads =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.runAsync(() -> TokenWriter.write(path(), 20)))
            .toList();
    threads.forEach(CompletableFuture::join);

    assertThat(other.waitFor()).isZero();
    assertThat(file().read()).hasSize(100);
  }

  @Test
  void aMissingFileSaysWhichCommandMakesIt() {
    assertThatThrownBy(() -> file().read())
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining(path().toString())
        .hasMessageContaining("vertx-wpd token create");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{\"version\": 1",
        "{\"tokens\": []}",
        "{\"version\": \"1\", \"tokens\": []}",
        "{\"version\": 0, \"tokens\": []}",
        "{\"version\": 1, \"tokens\": {}}",
        "{\"version\": 1, \"tokens\": [null]}",
        "{\"version\": 1, \"tokens\": [], \"token\": []}",
        "wpd_abcdefgh_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void whatIsNoTokenFileIsRefusedAndNeverQuoted(String content) throws Exception {
    Files.writeString(path(), content);

    assertThatThrownBy(() -> file().read())
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining(path().toString())
        .hasMessageContaining("restore it from a copy")
        .hasMessageNotContaining("AAAA");
  }

  @Test
  void aFileOfANewerVersionIsLeftAlone() throws Exception {
    String newer = "{\"version\": 2, \"users\": []}";
    Files.writeString(path(), newer);

    assertThatThrownBy(() -> file().add(Tokens.stored("a name")))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining("version 2")
        .hasMessageContaining("use the vertx-wpd that wrote it");
    assertThat(path()).hasContent(newer);
  }

  @ParameterizedTest
  @CsvSource({
    "id, ABCDEFGH",
    "id, ''",
    "name, ''",
    "name, ' blank'",
    "role, root",
    "role, ADMIN",
    "hash, sha256:00",
    "hash, md5:00",
    "createdAt, yesterday",
    "expiresAt, ''",
    "revokedAt, never",
    "expireAt, 2026-11-22T09:14:00Z"
  })
  void aMemberThatIsNotRightIsNamedWithItsPlace(String member, String value) throws Exception {
    write(entry -> entry.put(member, value));

    assertThatThrownBy(() -> file().read())
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining(path().toString())
        .hasMessageContaining("/tokens/0")
        .hasMessageContaining(member);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "name", "role", "hash", "createdAt"})
  void aMemberThatIsMissingOrNoTextIsNamed(String member) throws Exception {
    write(entry -> entry.remove(member));
    assertThatThrownBy(() -> file().read()).hasMessageContaining(member + " is missing");

    write(entry -> entry.put(member, 7));
    assertThatThrownBy(() -> file().read()).hasMessageContaining(member + " is no text");
  }

  @Test
  void twoTokensWithOneIdAreRefused() throws Exception {
    StoredToken token = Tokens.stored("a name");
    JsonArray twice = new JsonArray().add(token.toFileJson()).add(token.toFileJson());
    Files.writeString(path(), new JsonObject().put("version", 1).put("tokens", twice).encode());

    assertThatThrownBy(() -> file().read()).hasMessageContaining("/tokens/1");
  }

  @Test
  void aFileThatIsTooLargeIsRefused() throws Exception {
    Files.writeString(path(), " ".repeat(TokenFile.MAX_BYTES + 1));

    assertThatThrownBy(() -> file().read()).hasMessageContaining("1048576 bytes");
  }

  @Test
  void aNameThatCouldDeceiveIsRefused() {
    List<String> names = new ArrayList<>(List.of("", " ", "a ", "a\nb", "a\u001b[2J", "a\u202eb"));
    names.add("a".repeat(StoredToken.MAX_NAME + 1));

    for (String name : names) {
      assertThatThrownBy(
              () ->
                  StoredToken.of(
                      BearerToken.create(), name, Role.VIEWER, Tokens.NOW, Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("name");
    }
    assertThat(Tokens.stored("Büro 3: 写真").name()).isEqualTo("Büro 3: 写真");
  }

  private void write(Consumer<JsonObject> change) throws Exception {
    JsonObject entry = Tokens.stored("a name").toFileJson();
    change.accept(entry);
    JsonObject content =
        new JsonObject().put("version", 1).put("tokens", new JsonArray().add(entry));
    Files.writeString(path(), content.encode());
  }

  private static void assumePosix() {
    Assumptions.assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "the file system has no POSIX permissions");
  }
}
