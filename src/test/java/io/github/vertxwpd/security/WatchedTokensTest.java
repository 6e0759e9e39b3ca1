package io.github.vertxwpd.security;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.file.FileSource;
import io.github.vertxwpd.file.ReadFailures;
import io.github.vertxwpd.model.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class WatchedTokensTest {
  private final RecordedReadings readings = new RecordedReadings();
  private final StoredToken token = Tokens.stored("a name");
  @TempDir private Path directory;
  private Vertx vertx;
  private Path path;
  private TokenFile file;
  private FileSource<TokenTable> source;

  @BeforeEach
  void makeAFileWithOneToken(Vertx injected) throws Exception {
    vertx = injected;
    path = directory.resolve("tokens.json");
    file = new TokenFile(path.toString());
    file.add(token);
    source =
        new FileSource<>(
            new TokenFormat(file, readings), new ReadFailures("security.tokens", readings));
  }

  private void open() throws Exception {
    await(source.open(vertx));
  }

  private void poll() throws Exception {
    await(source.poll());
  }

  private static void await(Future<Void> future) throws Exception {
    future.await(20, SECONDS);
  }

  private boolean knows(StoredToken expected) {
    return source
        .current()
        .orElseThrow()
        .isCurrent(expected.id(), expected.role(), expected.createdAt());
  }

  @Test
  void itIsReadAtTheStartAndAgainWhenItChanges() throws Exception {
    open();
    assertThat(knows(token)).isTrue();

    StoredToken added = Tokens.stored("another");
    file.add(added);
    file.revoke(token.id(), Tokens.NOW);
    assertThat(knows(added)).isFalse();
    poll();

    assertThat(knows(added)).isTrue();
    assertThat(knows(token)).isFalse();
    assertThat(readings.changes())
        .containsExactly(new TokenChanges(List.of(added.id()), List.of(), List.of(token.id())));
    assertThat(readings.failures()).isEmpty();
  }

  @Test
  void aChangeThatLeavesTheTimeAndTheSizeIsSeen() throws Exception {
    open();
    FileTime modified = Files.getLastModifiedTime(path);
    Files.writeString(path, Files.readString(path).replace("operator", "operatar"));
    Files.setLastModifiedTime(path, modified);
    poll();

    assertThat(readings.failures()).hasSize(1);
  }

  @Test
  void whatDidNotChangeIsNotToldAgain() throws Exception {
    open();
    poll();
    file.revoke(token.id(), Tokens.NOW);
    poll();
    poll();

    assertThat(readings.changes()).hasSize(1);
  }

  @Test
  void aFileThatIsDeletedKeepsItsTokensAndIsToldOnce() throws Exception {
    open();
    Files.delete(path);
    poll();
    poll();

    assertThat(knows(token)).isTrue();
    assertThat(readings.failures())
        .singleElement()
        .asString()
        .startsWith("security.tokens: ")
        .contains(path.toString())
        .contains("vertx-wpd token create");
  }

  @Test
  void aFileThatIsDeletedAndComesBackAsItWasIsReadAgain() throws Exception {
    open();
    byte[] content = Files.readAllBytes(path);
    Files.delete(path);
    poll();
    Files.write(path, content);
    poll();
    assertThat(readings.changes()).isEmpty();

    Files.delete(path);
    poll();
    assertThat(readings.failures()).hasSize(2);
  }

  @Test
  void aFileThatComesBackIsReadAndItsNextFailureIsToldAgain() throws Exception {
    open();
    String good = Files.readString(path);
    Files.writeString(path, "{");
    poll();
    Files.writeString(path, good);
    poll();
    assertThat(readings.changes()).isEmpty();
    assertThat(knows(token)).isTrue();

    Files.writeString(path, "{");
    poll();
    assertThat(readings.failures()).hasSize(2);
    assertThat(knows(token)).isTrue();
  }

  @Test
  void whatCannotBeReadAtTheStartIsRefusedWithItsKey() throws Exception {
    Files.writeString(path, "{");
    assertThatThrownBy(this::open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("security.tokens: ")
        .hasMessageContaining(path.toString());

    Files.delete(path);
    assertThatThrownBy(this::open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("vertx-wpd token create");
    assertThat(readings.failures()).isEmpty();
  }

  @Test
  void aTokenThatIsGivenAnotherRoleIsToldAsChanged() throws Exception {
    open();
    Files.writeString(path, Files.readString(path).replace("operator", "admin"));
    poll();

    assertThat(token.role()).isEqualTo(Role.OPERATOR);
    assertThat(knows(token)).isFalse();
    assertThat(readings.changes().get(0).changed()).containsExactly(token.id());
  }
}
