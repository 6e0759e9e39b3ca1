package io.github.vertxwpd.security;

import io.github.vertxwpd.file.FileSource;
import io.github.vertxwpd.file.OwnerOnly;
import io.github.vertxwpd.file.UnusableFileException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the file of the tokens means. Says when others than its owner may read or change it. */
final class TokenFormat implements FileSource.Format<TokenTable> {
  private static final Logger LOG = LoggerFactory.getLogger(TokenFormat.class);

  private final TokenFile file;
  private final SecurityListener listener;
  private boolean openToOthers;

  /**
   * Makes the meaning of a file.
   *
   * @param listener is told which tokens differ
   */
  TokenFormat(TokenFile file, SecurityListener listener) {
    this.file = file;
    this.listener = listener;
  }

  @Override
  public Buffer read() throws UnusableFileException {
    Buffer content = file.content();
    warnWhereOpenToOthers();
    return content;
  }

  @Override
  public TokenTable parse(Buffer content) throws UnusableFileException {
    return new TokenTable(file.parse(content));
  }

  @Override
  public void changed(Optional<TokenTable> before, TokenTable now) {
    if (before.isEmpty()) {
      LOG.info("security.tokens: {} has {} tokens", file.path(), now.size());
      return;
    }
    TokenChanges changes = before.get().changesTo(now);
    if (!changes.isEmpty()) {
      LOG.info(
          "security.tokens: read again: added {}, changed {}, revoked {}",
          changes.added(),
          changes.changed(),
          changes.revoked());
      listener.tokensRead(changes);
    }
  }

  /** One reading at a time comes here, each after the one before. */
  private void warnWhereOpenToOthers() {
    boolean open = isOpenToOthers();
    if (open && !openToOthers) {
      LOG.warn(
          "security.tokens: other users of this machine may read or change {}; run: chmod 600 {}",
          file.path(),
          file.path());
    }
    openToOthers = open;
  }

  private boolean isOpenToOthers() {
    try {
      return OwnerOnly.isOpenToOthers(file.path());
    } catch (IOException e) {
      // It was replaced or deleted meanwhile: the next reading says more.
      return openToOthers;
    }
  }
}
