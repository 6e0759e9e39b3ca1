package io.github.vertxwpd.security;

import io.github.vertxwpd.file.SmallFile;
import io.github.vertxwpd.file.UnusableFileException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The file of the bearer tokens: JSON in UTF-8, {@code {"version": 1, "tokens": […]}}, with what is
 * kept of each token in the order in which they were made. Whoever reads it cannot use a token;
 * whoever writes it can make one. Its methods block; several processes may change it at once.
 */
public final class TokenFile {
  /** The largest file that is read, in bytes: some thousand tokens. */
  static final int MAX_BYTES = 1024 * 1024;

  private static final int VERSION = 1;
  private static final String WHERE_MISSING = "`vertx-wpd token create` makes it";

  private final Path path;

  /**
   * Names the file.
   *
   * @param name its name, relative to the working directory
   * @throws IllegalArgumentException where the system can have no such file
   */
  public TokenFile(String name) {
    this(SmallFile.named("security.tokens", name));
  }

  TokenFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** Reads the file; its tokens are in the order in which they were made. */
  public List<StoredToken> read() throws UnusableFileException {
    return parse(content());
  }

  /** Understands the file's content. */
  List<StoredToken> parse(Buffer content) throws UnusableFileException {
    try {
      return tokens(content);
    } catch (IllegalArgumentException e) {
      throw new UnusableFileException("the file " + path + " " + e.getMessage(), e);
    }
  }

  /**
   * Adds a token, and makes the file where there is none.
   *
   * @throws UnusableFileException where it cannot be written: the token is not in it then
   */
  public void add(StoredToken token) throws UnusableFileException {
    change(
        target -> {
          List<StoredToken> tokens = target.exists() ? new ArrayList<>(read()) : new ArrayList<>();
          tokens.add(token);
          target.write(encode(tokens));
          return token;
        });
  }

  /**
   * Revokes a token; one that was revoked already stays as it is.
   *
   * @param id the token's id
   * @param now when
   * @return the token as it is now
   * @throws UnusableFileException where the file cannot be written, or has no such token (any more)
   */
  public StoredToken revoke(String id, Instant now) throws UnusableFileException {
    return change(
        target -> {
          List<StoredToken> tokens = new ArrayList<>(read());
          tokens.replaceAll(token -> token.id().equals(id) ? token.revoked(now) : token);
          Optional<StoredToken> revoked =
              tokens.stream().filter(token -> token.id().equals(id)).findFirst();
          if (revoked.isPresent()) {
            target.write(encode(tokens));
          }
          return revoked.orElseThrow(() -> gone(id));
        });
  }

  private UnusableFileException gone(String id) {
    return new UnusableFileException("the file " + path + " has no token " + id);
  }

  Buffer content() throws UnusableFileException {
    return SmallFile.read(path, MAX_BYTES, WHERE_MISSING);
  }

  private <T> T change(ReplacedFile.Change<T> change) throws UnusableFileException {
    try {
      return new ReplacedFile(path).change(change);
    } catch (IOException e) {
      throw new UnusableFileException(
          "the file "
              + path
              + " cannot be written ("
              + e
              + "): run the command as the user that runs the gateway, who needs to be able to"
              + " write to the directory",
          e);
    }
  }

  private static byte[] encode(List<StoredToken> tokens) {
    JsonArray array = new JsonArray();
    tokens.forEach(token -> array.add(token.toFileJson()));
    String json =
        new JsonObject().put("version", VERSION).put("tokens", array).encodePrettily() + "\n";
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** What is wrong is said so that it stands behind the file's name. */
  private static List<StoredToken> tokens(Buffer content) {
    JsonObject json = object(content);
    if (!(json.getValue("version") instanceof Integer version) || version < VERSION) {
      throw notOne("it has no member version that is " + VERSION);
    }
    if (version > VERSION) {
      throw new IllegalArgumentException(
          "is of version "
              + version
              + ", and this program knows version "
              + VERSION
              + ": use the vertx-wpd that wrote it, or a newer one");
    }
    if (!(json.getValue("tokens") instanceof JsonArray array) || json.size() != 2) {
      throw notOne("it has other members than version and tokens, a list");
    }
    List<StoredToken> tokens = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < array.size(); i++) {
      StoredToken token = token(array.getValue(i), i);
      if (!ids.add(token.id())) {
        throw notOne("/tokens/" + i + " has an id that another token has");
      }
      tokens.add(token);
    }
    return List.copyOf(tokens);
  }

  /** What the parser says is left out: it may quote the file. */
  private static JsonObject object(Buffer content) {
    try {
      return new JsonObject(content);
    } catch (DecodeException e) {
      throw notOne("it is no JSON object");
    }
  }

  private static StoredToken token(Object entry, int index) {
    if (!(entry instanceof JsonObject json)) {
      throw notOne("/tokens/" + index + " is no object");
    }
    try {
      return StoredToken.fromFileJson(json);
    } catch (IllegalArgumentException e) {
      throw notOne("/tokens/" + index + ": " + e.getMessage());
    }
  }

  private static IllegalArgumentException notOne(String why) {
    return new IllegalArgumentException(
        "is no token file (" + why + "): correct it, or restore it from a copy");
  }
}
