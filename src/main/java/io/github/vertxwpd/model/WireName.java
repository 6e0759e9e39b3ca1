package io.github.vertxwpd.model;

import java.util.Optional;
import java.util.stream.Stream;

/** A constant with the name that the contract's JSON gives it. */
public interface WireName {
  /** Returns the name in JSON. */
  String wireName();

  /**
   * Finds the constant of {@code type} with a wire name.
   *
   * @param type the enum to look in
   * @param name the wire name, compared exactly
   * @return the constant, or empty where there is none of that name
   */
  static <E extends Enum<E> & WireName> Optional<E> find(Class<E> type, String name) {
    return Stream.of(type.getEnumConstants()).filter(e -> e.wireName().equals(name)).findFirst();
  }

  /**
   * Finds the constant of {@code type} with a wire name that must exist.
   *
   * @throws IllegalArgumentException where there is none of that name
   */
  static <E extends Enum<E> & WireName> E of(Class<E> type, String name) {
    return find(type, name)
        .orElseThrow(
            () -> new IllegalArgumentException("no " + type.getSimpleName() + " is named " + name));
  }
}
