package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.Role;

/** Reads a role. */
final class RoleConverter extends NamedConverter<Role> {
  RoleConverter() {
    super(Role.class, "role");
  }
}
