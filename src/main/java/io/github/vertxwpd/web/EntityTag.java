package io.github.vertxwpd.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.stream.Stream;

/**
 * A weak entity tag: it says that the same devices are meant, not that the bytes are the same.
 *
 * @param value the header's value
 */
record EntityTag(String value) {
  /** Makes the tag of some content. */
  static EntityTag of(Buffer content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes());
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
      return new EntityTag("W/\"" + text.substring(0, 22) + '"');
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns whether the client says by {@code If-None-Match} that it has this content. */
  boolean isKnownTo(HttpServerRequest request) {
    return request.headers().getAll(HttpHeaders.IF_NONE_MATCH).stream()
        .flatMap(header -> Stream.of(header.split(",", -1)))
        .map(String::trim)
        .anyMatch(tag -> tag.equals("*") || opaque(tag).equals(opaque(value)));
  }

  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }
}
