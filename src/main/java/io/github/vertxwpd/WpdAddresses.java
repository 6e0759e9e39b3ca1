package io.github.vertxwpd;

import io.github.vertxwpd.model.Verb;

/**
 * The event-bus addresses of the service.
 *
 * @param prefix what every address begins with, {@value WpdOptions#DEFAULT_ADDRESS_PREFIX} by
 *     default
 */
public record WpdAddresses(String prefix) {
  /** Request: disconnect a device. Reply: the operation, once Windows has queued it. */
  public String disconnect() {
    return prefix + ".disconnect";
  }

  /** Request: connect a device. Reply: the operation, once Windows has queued it. */
  public String connect() {
    return prefix + ".connect";
  }

  /** Request: cancel an operation. Reply: the operation as it stands. */
  public String cancel() {
    return prefix + ".cancel";
  }

  /** Request: list the devices. */
  public String devices() {
    return prefix + ".devices";
  }

  /** Request: list operations. */
  public String operations() {
    return prefix + ".operations";
  }

  /** Request: list the gateways. */
  public String gateways() {
    return prefix + ".gateways";
  }

  /** Request: read events of the past. Reply: a page of them. */
  public String history() {
    return prefix + ".history";
  }

  /** Published: every event. */
  public String events() {
    return prefix + ".events";
  }

  /**
   * Published: the {@code operation.completed} events of one verb.
   *
   * @param verb the verb
   */
  public String completed(Verb verb) {
    return prefix + "." + verb.wireName() + ".completed";
  }
}
