package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.LinkState;

/** Reads the state of a link. */
final class LinkConverter extends NamedConverter<LinkState> {
  LinkConverter() {
    super(LinkState.class, "link");
  }
}
